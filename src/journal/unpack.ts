import { createGunzip, type Gunzip } from 'node:zlib';

/** The most that one step may give. A step that fails gives nothing. */
const STEP_BYTES = 64 * 1024;
/** Damaged data are unpacked again in steps this small, so that less is lost. */
const SALVAGE_STEP_BYTES = 1024;

/** Compressed data unpack to more than is read of them. */
export class UnpacksToTooMuch extends Error {}

/**
 * Makes a stream do one thing.
 *
 * @returns once it has done so, or has failed
 */
const settled = (stream: Gunzip, work: (done: () => void) => void): Promise<void> =>
  new Promise((resolve) => {
    stream.once('error', resolve);
    work(() => {
      stream.off('error', resolve);
      resolve();
    });
  });

/**
 * Unpacks chunk by chunk. The stream is operated by hand: one that is iterated over
 * discards what it still holds when it fails.
 */
async function* unpackInSteps(
  packed: AsyncIterable<Buffer>,
  chunkSize: number,
): AsyncGenerator<Buffer> {
  const gunzip = createGunzip({ chunkSize });
  let given: Buffer[] = [];
  let failure: Error | undefined;
  gunzip.on('data', (chunk: Buffer) => given.push(chunk));
  gunzip.on('error', (error) => (failure = error));
  async function* step(work: (done: () => void) => void): AsyncGenerator<Buffer> {
    await settled(gunzip, work);
    yield* given;
    given = [];
    if (failure) throw failure;
  }
  try {
    for await (const chunk of packed) yield* step((done) => gunzip.write(chunk, done));
    yield* step((done) => gunzip.once('end', done).end());
  } finally {
    gunzip.destroy();
  }
}

/** The chunks without this many bytes at their start. */
async function* skipBytes(
  chunks: AsyncIterable<Buffer>,
  bytes: number,
): AsyncGenerator<Buffer> {
  let left = bytes;
  for await (const chunk of chunks) {
    if (chunk.length > left) yield chunk.subarray(left);
    left = Math.max(0, left - chunk.length);
  }
}

/** The chunks, as long as they total no more than this. */
async function* atMost(
  chunks: AsyncIterable<Buffer>,
  mostBytes: number,
): AsyncGenerator<Buffer> {
  let bytes = 0;
  for await (const chunk of chunks) {
    bytes += chunk.length;
    if (bytes > mostBytes) throw new UnpacksToTooMuch();
    yield chunk;
  }
}

const isDamage = (error: unknown): boolean =>
  (error as NodeJS.ErrnoException).code === 'Z_DATA_ERROR';

/**
 * Unpacks what gzip(1) compressed. If the data are damaged or cut short, it gives what
 * comes before that and then throws.
 *
 * @param open - gives the compressed data, from their start each time
 * @param mostBytes - how much they may unpack to
 * @throws UnpacksToTooMuch when it is more; the error of zlib when they are damaged;
 * whatever reading them throws
 */
export async function* unpack(
  open: () => AsyncIterable<Buffer>,
  mostBytes: number,
): AsyncGenerator<Buffer> {
  let given = 0;
  try {
    for await (const chunk of atMost(unpackInSteps(open(), STEP_BYTES), mostBytes)) {
      given += chunk.length;
      yield chunk;
    }
  } catch (error) {
    if (!isDamage(error)) throw error;
    yield* skipBytes(unpackInSteps(open(), SALVAGE_STEP_BYTES), given);
  }
}
