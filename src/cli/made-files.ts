import { existsSync } from 'node:fs';
import { mkdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import writeFileAtomic from 'write-file-atomic';
import { messageOf, RecordingError, StaleTable } from '../errors.js';

/**
 * Says whether a file that is made from records is what these come to.
 *
 * @throws StaleTable when it is not, or is not there
 */
export const checkPage = async (file: string, page: string): Promise<void> => {
  const current = existsSync(file) ? await readFile(file, 'utf8') : '';
  if (current !== page) {
    throw new StaleTable(`${file} is stale; \`preempt-lab table\` makes it anew`);
  }
};

/**
 * Writes a file that is made from records, whole or not at all, and its folder.
 *
 * @throws RecordingError when it cannot be written
 */
export const savePage = async (file: string, page: string): Promise<void> => {
  try {
    await mkdir(path.dirname(file), { recursive: true });
    await writeFileAtomic(file, page);
  } catch (error) {
    throw new RecordingError(`${file} could not be written: ${messageOf(error)}`);
  }
};
