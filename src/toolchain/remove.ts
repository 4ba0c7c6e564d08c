import { rename } from 'node:fs/promises';
import { UsageError } from '../errors.js';
import { cachedPrefix, cachedVersions, makeStaging, removeStaging } from './cache.js';
import { withVersionLock } from './lock.js';
import type { Progress } from './progress.js';

const requireCached = async (version: string): Promise<void> => {
  const versions = await cachedVersions();
  if (versions.includes(version)) return;
  throw new UsageError(
    `OCaml ${version} is not in the lab's cache, which holds ` +
      `${versions.join(', ') || 'none'}; only what was installed there can be removed`,
  );
};

/**
 * Removes a compiler from the lab's cache, beginning with a rename, so that an
 * interruption never leaves half a compiler in its place.
 *
 * @returns the folder that is gone
 * @throws {UsageError} when the cache does not hold this version
 */
export const remove = async (version: string, progress: Progress): Promise<string> => {
  await requireCached(version);
  return withVersionLock(version, progress, async () => {
    await requireCached(version);
    await rename(cachedPrefix(version), await makeStaging(version));
    await removeStaging(version);
    return cachedPrefix(version);
  });
};
