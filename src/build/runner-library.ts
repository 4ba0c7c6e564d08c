import path from 'node:path';
import { tool } from '../toolchain/tool.js';
import { cCompilerVersion } from './c-compiler.js';
import { cachedBuild } from './cached-build.js';
import { buildError } from './compiler-error.js';
import { contentHash } from './content-hash.js';
import { placeFlags } from './places.js';
import { packaged, sharedSources } from './packaged-sources.js';
import { copySources } from './sources.js';

const FLAGS = ['-std=gnu17', '-O2', '-g', '-Wall', '-Wextra', '-fPIC', '-shared'];

/**
 * Compiles the runner, the library that runs trials, or finds it in the cache.
 *
 * @returns the path of the shared object
 * @throws BuildError when there is no `cc`, or it fails
 */
export const buildRunnerLibrary = async (): Promise<string> => {
  const sources = [...(await packaged('native/runner')), ...(await sharedSources())];
  const hash = await contentHash(sources, [...FLAGS, await cCompilerVersion()]);
  const units = sources.map(({ name }) => name).filter((name) => name.endsWith('.c'));
  try {
    const folder = await cachedBuild(`runner-${hash}`, async (staging, final) => {
      await copySources(sources, staging);
      const flags = [...FLAGS, ...placeFlags({ folder: staging, final })];
      const output = ['-o', 'runner.so'];
      await tool({ cwd: staging })('cc', [...flags, ...output, ...units, '-pthread']);
    });
    return path.join(folder, 'runner.so');
  } catch (error) {
    throw buildError('the runner library', error);
  }
};
