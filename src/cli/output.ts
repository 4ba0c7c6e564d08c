import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { chalkStderr } from 'chalk';
import type { Problem } from '../journal/reader.js';
import { safeJson } from '../report/json/safe-json.js';
import { printable, printableLines } from '../printable.js';
import { interruptSignal } from './interrupt.js';

/** Writes a value to standard output as JSON and nothing else. */
export const printJson = (value: unknown): void => {
  process.stdout.write(`${safeJson(value, 2)}\n`);
};

/**
 * Writes pieces to standard output, no faster than they are read there. The listener of
 * the stream (start/streams.ts) reports what cannot be written. A reader that stops
 * early, such as head(1), is no error.
 */
export const printPieces = async (pieces: Iterable<string | Buffer>): Promise<void> => {
  const writing = { end: false, signal: interruptSignal };
  await pipeline(Readable.from(pieces), process.stdout, writing).catch(
    (error: unknown) => {
      if (!(error instanceof Error && 'syscall' in error && error.syscall === 'write')) {
        throw error;
      }
    },
  );
};

/** The beginning of every line that says why a command ends. */
export const errorMark = (): string => chalkStderr.red('preempt-lab:');

/** Reports on standard error how something was done, in one line. */
export const tell = (text: string): void => {
  process.stderr.write(`${printableLines(text)}\n`);
};

/** Warns on standard error, in one line. */
export const warn = (text: string): void => {
  process.stderr.write(`${chalkStderr.yellow('warning:')} ${printableLines(text)}\n`);
};

/** Reports on standard error what could not be read from disk. */
export const warnOfProblems = (problems: readonly Problem[]): void => {
  for (const { file, line, reason } of problems) {
    const place = line === undefined ? file : `${file}:${line}`;
    process.stderr.write(
      `${chalkStderr.yellow('passed over')} ${printable(place)}: ${printable(reason)}\n`,
    );
  }
};
