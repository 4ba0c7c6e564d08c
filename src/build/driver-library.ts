import path from 'node:path';
import { execa } from 'execa';
import { packageRoot } from '../paths.js';
import { cCompilerVersion } from './c-compiler.js';
import { cachedBuild } from './cached-build.js';
import { buildError } from './compiler-error.js';
import { contentHash } from './content-hash.js';
import { sourcesBelow } from './sources.js';

const FLAGS = ['-std=gnu17', '-O2', '-g', '-Wall', '-Wextra', '-fPIC', '-shared'];

/**
 * Compiles the driver, the library that runs trials, or finds it in the cache.
 *
 * @returns the path of the shared object
 * @throws BuildError when there is no `cc`, or it refuses
 */
export const buildDriverLibrary = async (): Promise<string> => {
  const native = path.join(packageRoot, 'native');
  const sources = [
    ...(await sourcesBelow(path.join(native, 'driver'))),
    { file: path.join(native, 'telemetry.h'), name: 'telemetry.h' },
  ];
  const hash = await contentHash(sources, [...FLAGS, await cCompilerVersion()]);
  const translationUnits = sources
    .map(({ file }) => file)
    .filter((file) => file.endsWith('.c'));
  try {
    const folder = await cachedBuild(`driver-${hash}`, async (staging) => {
      const output = path.join(staging, 'driver.so');
      await execa('cc', [...FLAGS, '-o', output, ...translationUnits, '-pthread']);
    });
    return path.join(folder, 'driver.so');
  } catch (error) {
    throw buildError('the driver library', error);
  }
};
