import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { StaleFile } from '../errors.js';

/**
 * Asks of a file that is made from records whether it is what these come to.
 *
 * @param remedy - the command that makes it anew
 * @throws StaleFile when it is not, or is not there
 */
export const refuseStale = async (
  file: string,
  made: string,
  remedy: string,
): Promise<void> => {
  const current = existsSync(file) ? await readFile(file, 'utf8') : '';
  if (current !== made) {
    throw new StaleFile(`${file} is stale; \`${remedy}\` makes it anew`);
  }
};
