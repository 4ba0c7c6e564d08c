import path from 'node:path';
import { packageRoot } from '../paths.js';
import { tool } from '../toolchain/tool.js';
import { cCompilerVersion } from './c-compiler.js';
import { cachedBuild } from './cached-build.js';
import { buildError } from './compiler-error.js';
import { contentHash } from './content-hash.js';
import { placeFlags } from './places.js';
import { copySources, sourcesBelow } from './sources.js';

const FLAGS = ['-std=gnu17', '-O2', '-g', '-Wall', '-Wextra', '-fPIC', '-shared'];

const TELEMETRY = 'native/telemetry.h';

/**
 * Compiles the driver, the library that runs trials, or finds it in the cache.
 *
 * @returns the path of the shared object
 * @throws BuildError when there is no `cc`, or it refuses
 */
export const buildDriverLibrary = async (): Promise<string> => {
  const sources = [
    ...(await sourcesBelow(path.join(packageRoot, 'native', 'driver'), 'native/driver')),
    { file: path.join(packageRoot, TELEMETRY), name: TELEMETRY },
  ];
  const hash = await contentHash(sources, [...FLAGS, await cCompilerVersion()]);
  const units = sources.map(({ name }) => name).filter((name) => name.endsWith('.c'));
  try {
    const folder = await cachedBuild(`driver-${hash}`, async (staging, final) => {
      await copySources(sources, staging);
      const flags = [...FLAGS, ...placeFlags({ folder: staging, final })];
      const output = ['-o', 'driver.so'];
      await tool({ cwd: staging })('cc', [...flags, ...output, ...units, '-pthread']);
    });
    return path.join(folder, 'driver.so');
  } catch (error) {
    throw buildError('the driver library', error);
  }
};
