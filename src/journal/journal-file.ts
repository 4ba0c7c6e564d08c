import { existsSync } from 'node:fs';
import { messageOf } from '../errors.js';
import { openRegular } from '../small-file.js';
import { packedTrialsFile, trialsFile } from './layout.js';
import { linesOf, type Line } from './lines.js';
import { unpack, UnpacksToTooMuch } from './unpack.js';

const KIBIBYTE = 2 ** 10;
const MEBIBYTE = 2 ** 20;
const CHUNK_BYTES = 512 * KIBIBYTE;
/** A thousand times as much may come of it, before anybody can look at the first of that. */
const PACKED_CHUNK_BYTES = 32 * KIBIBYTE;

/** A fixture may say 1 MiB, which its record has in up to six letters for each where they
 * are controls; all else in a record is small beside that. */
const MOST_LINE_MEBIBYTES = 16;

/** Half a million trials that measure a lot. One that is not compressed has no bound, since
 * it cannot be more than its disk holds. */
const MOST_UNPACKED_MEBIBYTES = 2048;

/** Why a line without text is of no use. */
export const TOO_LONG = `longer than ${MOST_LINE_MEBIBYTES} MiB, which no trial is`;

/** The file that has a run's trials: as they were written, or compressed with gzip(1). */
export const journalFileOf = (folder: string): string => {
  const file = trialsFile(folder);
  const packed = packedTrialsFile(folder);
  return existsSync(file) || !existsSync(packed) ? file : packed;
};

async function* chunksOf(
  file: string,
  highWaterMark: number,
  signal?: AbortSignal,
): AsyncGenerator<Buffer> {
  const handle = await openRegular(file);
  const stream = handle.createReadStream({ highWaterMark, signal });
  for await (const chunk of stream) yield chunk as Buffer;
}

/**
 * Reads a journal line by line; of one that cannot be read to its end, the lines before.
 *
 * @param file - as {@link journalFileOf} gives it
 * @param signal - ends the reading, which then throws
 * @throws what {@link describeUnread} has words for, where it can be read no further
 */
export const journalLines = (
  file: string,
  signal?: AbortSignal,
): AsyncIterable<readonly Line[]> => {
  const chunks = file.endsWith('.gz')
    ? unpack(
        () => chunksOf(file, PACKED_CHUNK_BYTES, signal),
        MOST_UNPACKED_MEBIBYTES * MEBIBYTE,
      )
    : chunksOf(file, CHUNK_BYTES, signal);
  return linesOf(chunks, MOST_LINE_MEBIBYTES * MEBIBYTE);
};

/** Why a journal could be read no further, and what its owner can do. */
export const describeUnread = (error: unknown): string => {
  if (error instanceof UnpacksToTooMuch) {
    return (
      `unpacks to more than ${MOST_UNPACKED_MEBIBYTES} MiB, the most that is read of a ` +
      'compressed journal; gunzip it to have the rest read'
    );
  }
  const { code = '' } = error as NodeJS.ErrnoException;
  return code.startsWith('Z_')
    ? `no gzip data, damaged or cut short (${messageOf(error)}); the rest is lost`
    : messageOf(error);
};
