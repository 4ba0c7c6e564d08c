import { readFileSync } from 'node:fs';

/** The limits of a process, by their names in proc(5). */
const NAMES = {
  openFiles: 'Max open files',
  addressSpace: 'Max address space',
  fileSize: 'Max file size',
} as const;

/**
 * A soft limit of this process, in files or in bytes; infinite if there is none, or the
 * system does not report it.
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
