import path from 'node:path';
import { execa } from 'execa';
import { packageRoot } from '../paths.js';
import { cCompilerVersion } from './c-compiler.js';
import { cachedBuild } from './cached-build.js';
import { buildError } from './compiler-error.js';
import { contentHash } from './content-hash.js';
import type { Fixture } from './fixture.js';
import { fixtureSupport } from './fixture-support.js';
import { copySources } from './sources.js';

const FLAGS = ['-std=gnu17', '-O2', '-g', '-Wall', '-Wextra', '-I.'];

/**
 * Compiles a fixture written in C, or finds it in the cache.
 *
 * @param source - its only source file, relative to the package unless absolute
 * @throws BuildError with the compiler's first error
 */
export const buildNativeFixture = async (source: string): Promise<Fixture> => {
  const name = path.basename(source, '.c');
  const own = { file: path.resolve(packageRoot, source), name: `${name}.c` };
  const sources = [...(await fixtureSupport()), own];
  const hash = await contentHash(sources, [...FLAGS, await cCompilerVersion()]);
  const units = sources.map((file) => file.name).filter((file) => file.endsWith('.c'));
  try {
    const folder = await cachedBuild(`${name}-${hash}`, async (staging) => {
      await copySources(sources, staging);
      await execa('cc', [...FLAGS, '-o', 'fixture', ...units, '-pthread'], {
        cwd: staging,
      });
    });
    return { executable: path.join(folder, 'fixture'), hash };
  } catch (error) {
    throw buildError(`the fixture ${name}`, error);
  }
};
