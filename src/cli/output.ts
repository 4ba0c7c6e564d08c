import { chalkStderr } from 'chalk';
import type { Problem } from '../journal/reader.js';
import { printable } from '../report/words.js';

/** What JSON leaves as it is and a terminal may take for a command. */
const C1_CONTROLS = /[\u007f-\u009f]/g;

const escaped = (control: string): string =>
  `\\u${control.charCodeAt(0).toString(16).padStart(4, '0')}`;

/** Writes a value to standard output as JSON, on its own there. */
export const printJson = (value: unknown): void => {
  const json = JSON.stringify(value, undefined, 2).replaceAll(C1_CONTROLS, escaped);
  process.stdout.write(`${json}\n`);
};

/** Warns on standard error, in one line. */
export const warn = (text: string): void => {
  process.stderr.write(`${chalkStderr.yellow('warning:')} ${text}\n`);
};

/** Tells on standard error what could not be read from disk. */
export const warnOfProblems = (problems: readonly Problem[]): void => {
  for (const { file, line, reason } of problems) {
    const place = line === undefined ? file : `${file}:${line}`;
    process.stderr.write(
      `${chalkStderr.yellow('passed over')} ${place}: ${printable(reason)}\n`,
    );
  }
};
