import { existsSync } from 'node:fs';
import { messageOf } from '../errors.js';
import { openRegular } from '../small-file.js';
import { packedTrialsFile, trialsFile } from './layout.js';
import { linesOf, type Line } from './lines.js';
import { unpack, UnpacksToTooMuch } from './unpack.js';

const KIBIBYTE = 2 ** 10;
const MEBIBYTE = 2 ** 20;
const CHUNK_BYTES = 512 * KIBIBYTE;
/** A chunk may unpack to a thousand times as much before anyone can look at any of it. */
const PACKED_CHUNK_BYTES = 32 * KIBIBYTE;

/** A fixture may print 1 MiB. Its record has up to six characters for each that is a
 * control character; everything else in a record is small in comparison. */
const MOST_LINE_MEBIBYTES = 16;

/** Half a million trials that measure a lot. A journal that is not compressed has no
 * limit, since it cannot be larger than its disk. */
const MOST_UNPACKED_MEBIBYTES = 2048;

/** Why a line without text cannot be used. */
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
 * Reads a journal line by line. If it cannot be read to its end, gives the lines before
 * that.
 *
 * @param file - as {@link journalFileOf} gives it
 * @param signal - ends the reading, which then throws
 * @throws what {@link describeUnread} describes, when it can be read no further
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
