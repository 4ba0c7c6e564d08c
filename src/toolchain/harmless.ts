import { accessSync, constants, statSync } from 'node:fs';
import path from 'node:path';

/**
 * A character with no special meaning in the commands of a shell or of make, in a prefix
 * map or in the configuration of apt: letters and digits of any script, and a few signs.
 */
const PLAIN = /^[\p{L}\p{M}\p{N}_.+/@~-]$/u;

const NAMES: Readonly<Record<string, string>> = {
  ' ': 'a blank',
  '\t': 'a tab',
  '\n': 'a newline',
  "'": 'a single quote',
  '"': 'a double quote',
  '`': 'a backtick',
  '\\': 'a backslash',
};

/** Whether it is safe for programs to paste an absolute path into their commands. */
export const isHarmless = (folder: string): boolean =>
  Array.from(folder).every((character) => PLAIN.test(character));

/** The characters that make a path harmful, each once, in words. */
export const harmIn = (folder: string): string =>
  Array.from(new Set(folder))
    .filter((character) => !PLAIN.test(character))
    .map((character) => NAMES[character] ?? JSON.stringify(character))
    .join(', ');

const isWritableFolder = (folder: string): boolean => {
  try {
    accessSync(folder, constants.W_OK | constants.X_OK);
    return statSync(folder).isDirectory();
  } catch {
    return false;
  }
};

/**
 * A folder for temporary files whose path is harmless: `TMPDIR` if it can be used, else
 * one of those that every system has; nothing when none can be written to.
 */
export const temporaryFolder = (): string | undefined =>
  [process.env.TMPDIR, '/tmp', '/var/tmp', '/dev/shm']
    .filter((folder) => folder !== undefined && path.isAbsolute(folder))
    .map((folder) => path.resolve(folder ?? ''))
    .find((folder) => isHarmless(folder) && isWritableFolder(folder));
