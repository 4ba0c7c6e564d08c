import { readFileSync } from 'node:fs';

/** What a process may have at most, as proc(5) names it. */
const NAMES = {
  openFiles: 'Max open files',
  addressSpace: 'Max address space',
  fileSize: 'Max file size',
} as const;

/**
 * A limit of this process, the soft one, in files or in bytes; infinite where there is
 * none, or the system does not tell.
 */
export const limitOf = (what: keyof typeof NAMES): number => {
  try {
    const text = readFileSync('/proc/self/limits', 'utf8');
    const [, value] = new RegExp(`^${NAMES[what]} +(\\d+)`, 'm').exec(text) ?? [];
    return value === undefined ? Infinity : Number(value);
  } catch {
    return Infinity;
  }
};
