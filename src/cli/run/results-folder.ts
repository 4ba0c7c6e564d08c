import { accessSync, constants, statSync } from 'node:fs';
import path from 'node:path';
import { UsageError } from '../../errors.js';
import { nearestExisting } from '../../paths.js';

/**
 * Makes sure, without writing anything, that results can be kept in a folder.
 *
 * @returns its absolute path
 * @throws UsageError when it is a file, or cannot be created or written to
 */
export const checkResultsFolder = (folder: string): string => {
  const absolute = path.resolve(folder);
  const existing = nearestExisting(absolute);
  if (!statSync(existing).isDirectory()) {
    throw new UsageError(
      `--results ${folder}: ${existing} is a file; give a folder, or one to be made`,
    );
  }
  try {
    accessSync(existing, constants.W_OK | constants.X_OK);
  } catch {
    throw new UsageError(
      `--results ${folder}: ${existing} is not writable; give another folder`,
    );
  }
  return absolute;
};
