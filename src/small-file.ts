import { constants, open, type FileHandle } from 'node:fs/promises';

const MEBIBYTE = 2 ** 20;

/**
 * Far larger than any list of runs, manifest or setting; a larger file is something else.
 */
const MOST_BYTES = 16 * MEBIBYTE;

/** A size for people, in MiB if it is a whole number of them, else in bytes. */
const formatBytes = (bytes: number): string =>
  bytes % MEBIBYTE === 0 ? `${bytes / MEBIBYTE} MiB` : `${bytes} bytes`;

/**
 * Opens a regular file for reading. Anything else of that name is refused: opening a FIFO
 * would wait for ever, and a device has no end.
 *
 * @throws Error when it cannot be opened or is no regular file
 */
export const openRegular = async (file: string): Promise<FileHandle> => {
  const handle = await open(file, constants.O_RDONLY | constants.O_NONBLOCK);
  if ((await handle.stat()).isFile()) return handle;
  await handle.close();
  throw new Error('not a regular file');
};

/**
 * Reads a text that should be small, such as `run.json`, and stops once it is too large.
 * The reported size of a file is not reliable: files in /proc report none.
 *
 * @param mostBytes - the most bytes it may have
 * @throws Error when it cannot be read, is no regular file or is larger
 */
export const readSmallFile = async (
  file: string,
  mostBytes: number = MOST_BYTES,
): Promise<string> => {
  const handle = await openRegular(file);
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of handle.createReadStream({ end: mostBytes })) {
    chunks.push(chunk as Buffer);
    bytes += (chunk as Buffer).length;
  }
  if (bytes > mostBytes) {
    throw new Error(
      `larger than ${formatBytes(mostBytes)}, more than such a file can have`,
    );
  }
  return Buffer.concat(chunks).toString('utf8');
};
