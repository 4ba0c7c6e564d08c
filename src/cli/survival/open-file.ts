import { createReadStream } from 'node:fs';
import { Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { messageOf, UsageError } from '../../errors.js';

/** Stands for standard input where a file name is expected. */
export const STANDARD_INPUT = '-';

/** A file, with its start apart: the start shows what kind of file it is. */
export interface OpenedFile {
  readonly head: Buffer;
  /** What follows; it can be read once. */
  readonly rest: AsyncIterable<Buffer>;
  readonly isPacked: boolean;
}

const HEAD = 65_536;
/** Compressed zeros can unpack to gigabytes. */
const MOST_UNPACKED = 2 ** 31;
const GZIP = Buffer.from([0x1f, 0x8b]);

type Chunks = AsyncGenerator<Buffer, void, undefined>;

async function* chunksOf(file: string): Chunks {
  const source = file === STANDARD_INPUT ? process.stdin : createReadStream(file);
  try {
    for await (const chunk of source) yield chunk as Buffer;
  } catch (error) {
    throw new UsageError(` could not be read: ${messageOf(error)}`);
  }
}

/** Takes chunks until they have this many bytes, or there are no more. */
const take = async (chunks: Chunks, bytes: number): Promise<Buffer> => {
  const taken: Buffer[] = [];
  let length = 0;
  while (length < bytes) {
    const next = await chunks.next();
    if (next.done) break;
    taken.push(next.value);
    length += next.value.length;
  }
  return Buffer.concat(taken);
};

async function* joined(head: Buffer, rest: AsyncIterable<Buffer>): Chunks {
  yield head;
  yield* rest;
}

async function* unpacked(packed: Chunks): Chunks {
  let bytes = 0;
  const gunzip = createGunzip();
  const source = Readable.from(packed);
  source.on('error', (error) => gunzip.destroy(error));
  try {
    for await (const chunk of source.pipe(gunzip)) {
      bytes += (chunk as Buffer).length;
      if (bytes > MOST_UNPACKED) {
        throw new UsageError(
          ' unpacks to more than 2 GiB; unpack it and leave out columns that are not needed',
        );
      }
      yield chunk as Buffer;
    }
  } catch (error) {
    if (error instanceof UsageError) throw error;
    throw new UsageError(` cannot be unpacked: ${messageOf(error)}`);
  } finally {
    source.destroy();
  }
}

/**
 * Opens a file, or standard input, as a stream. If it begins like gzip data, it is
 * unpacked, whatever its name, up to 2 GiB.
 *
 * @throws UsageError when it cannot be read or unpacked, now or while it is read
 */
export const openFile = async (file: string): Promise<OpenedFile> => {
  const raw = chunksOf(file);
  const start = await take(raw, GZIP.length);
  const isPacked = start.subarray(0, GZIP.length).equals(GZIP);
  const whole = joined(start, raw);
  const rest = isPacked ? unpacked(whole) : whole;
  return { head: await take(rest, HEAD), rest, isPacked };
};
