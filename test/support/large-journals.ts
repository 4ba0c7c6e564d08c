import { createWriteStream } from 'node:fs';
import { mkdir, open, writeFile } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { gzipSync } from 'node:zlib';
import { manifestFile, runFolder, trialsFile } from '../../src/journal/layout.js';
import type { TrialRecord } from '../../src/journal/trial-record.js';
import { manifest, record, RUN } from './records.js';

export const MEBIBYTE = 2 ** 20;

/** A trial as a line, after as many blanks as JSON allows before it. */
export const line = (fields: Partial<TrialRecord> = {}, bytes = 0): string =>
  `${JSON.stringify(record(fields)).padStart(bytes - 1)}\n`;

/** Makes the folder of a run, with its manifest alone; gives its journal. */
export const emptyRun = async (results: string): Promise<string> => {
  const folder = runFolder(results, RUN);
  await mkdir(folder, { recursive: true });
  await writeFile(manifestFile(folder), JSON.stringify(manifest()));
  return trialsFile(folder);
};

/** Writes lines one by one, however many. */
export const writeLines = (file: string, lines: Iterable<string>): Promise<void> =>
  pipeline(Readable.from(lines), createWriteStream(file));

/** Lets a file have as many bytes of nothing, which take no room on disk, and then text. */
export const addHole = async (file: string, bytes: number, text = ''): Promise<void> => {
  const handle = await open(file, 'r+');
  try {
    const { size } = await handle.stat();
    await handle.truncate(size + bytes);
    await handle.write(text, size + bytes);
  } finally {
    await handle.close();
  }
};

const BLOCK_MEBIBYTES = 64;

/** Compressed: lines, and then as much of one line as is asked for. Members of gzip may
 * follow one another, so that this takes no time to make. */
export const writeBomb = async (
  file: string,
  lines: string,
  mebibytes: number,
): Promise<void> => {
  const block = gzipSync(Buffer.alloc(BLOCK_MEBIBYTES * MEBIBYTE, ' '), { level: 1 });
  const blocks = Array.from({ length: mebibytes / BLOCK_MEBIBYTES }, () => block);
  await writeFile(file, Buffer.concat([gzipSync(lines), ...blocks]));
};
