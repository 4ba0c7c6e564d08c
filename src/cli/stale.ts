import { StaleFile } from '../errors.js';
import { readSmallFile } from '../small-file.js';

/**
 * Asks of a file that is made from records whether it is what these come to.
 *
 * @param remedy - the command that makes it anew
 * @throws StaleFile when it is not, is not there or cannot be read
 */
export const refuseStale = async (
  file: string,
  made: string,
  remedy: string,
): Promise<void> => {
  const current = await readSmallFile(file, Buffer.byteLength(made)).catch(() => '');
  if (current !== made) {
    throw new StaleFile(`${file} is stale; \`${remedy}\` makes it anew`);
  }
};
