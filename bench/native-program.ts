import path from 'node:path';
import { cachedBuild } from '../src/build/cached-build.js';
import { buildError } from '../src/build/compiler-error.js';
import { contentHash, type SourceFile } from '../src/build/content-hash.js';
import { packaged, sharedSources } from '../src/build/packaged-sources.js';
import { copySources } from '../src/build/sources.js';
import { packageRoot } from '../src/paths.js';
import { tool } from '../src/toolchain/tool.js';

const FLAGS = ['-std=gnu17', '-O2', '-g', '-Wall', '-Wextra', '-I.'];

/** What `bare-loop` uses of the package besides the runner. */
const FIXTURE_OPTIONS = [
  'native/fixture/fixture.h',
  'native/fixture/arguments.h',
  'native/fixture/arguments.c',
];

const packageSource = (name: string): SourceFile => ({
  file: path.join(packageRoot, name),
  name,
});

const buildProgram = async (
  name: string,
  support: readonly SourceFile[],
): Promise<string> => {
  const sources = [...support, packageSource(`bench/native/${name}.c`)];
  const units = sources
    .map((source) => source.name)
    .filter((unit) => unit.endsWith('.c'));
  const hash = await contentHash(sources, FLAGS);
  try {
    const folder = await cachedBuild(`${name}-${hash}`, async (staging) => {
      await copySources(sources, staging);
      await tool({ cwd: staging })('cc', [...FLAGS, '-o', name, ...units, '-pthread']);
    });
    return path.join(folder, name);
  } catch (error) {
    throw buildError(name, error);
  }
};

/**
 * Builds the ping that shares no code with the lab, or finds it, and returns its path.
 */
export const buildMinimalPing = (): Promise<string> => buildProgram('minimal-ping', []);

/** Builds the loop around the lab's runner, or finds it, and returns its path. */
export const buildBareLoop = async (): Promise<string> =>
  buildProgram('bare-loop', [
    ...(await packaged('native/runner')),
    ...(await sharedSources()),
    ...FIXTURE_OPTIONS.map(packageSource),
  ]);
