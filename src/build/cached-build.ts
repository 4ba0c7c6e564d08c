import { existsSync } from 'node:fs';
import { chmod, mkdir, mkdtemp, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { cachePath } from '../paths.js';

/**
 * Builds into the cache once per key. The work is done in a folder of its own and
 * published by a rename, so an interrupted build is never taken for a finished one. If
 * the same thing is built twice at once, in one process or in several, either result is
 * kept.
 *
 * @param key - names the build; anything that changes it must change the key
 * @param build - fills the folder it is given; `final` is the folder's final path
 * @returns the folder with the finished build
 */
export const cachedBuild = async (
  key: string,
  build: (folder: string, final: string) => Promise<void>,
): Promise<string> => {
  const final = cachePath('builds', key);
  if (existsSync(final)) return final;
  await mkdir(path.dirname(final), { recursive: true });
  const staging = await mkdtemp(cachePath('builds', `.${key}.${process.pid}.`));
  try {
    // The usual mode of a folder: others may use the cache as well.
    await chmod(staging, 0o755);
    await build(staging, final);
    await rename(staging, final).catch((error: unknown) => {
      if (!existsSync(final)) throw error;
    });
  } finally {
    await rm(staging, { recursive: true, force: true });
  }
  return final;
};
