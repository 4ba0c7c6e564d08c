import { randomUUID } from 'node:crypto';
import { readFileSync, readlinkSync } from 'node:fs';
import { z } from 'zod';
import { count } from '../field-schemas.js';

/** Who writes a run: one opening of it by one process of one boot of a machine. */
export const ownerSchema = z.object({
  token: z.string(),
  /** Of this boot of the kernel (random(4)). */
  boot: z.string(),
  /** The namespace that the pid is of. */
  namespace: z.string(),
  pid: count,
  /** When the process started, in clock ticks since the boot. */
  startTicks: z.string(),
});

export type Owner = z.infer<typeof ownerSchema>;

/** What `/proc/<pid>/stat` says after the name of the program, which may hold anything. */
const statOf = (pid: number | 'self'): readonly string[] => {
  const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
  return text.slice(text.lastIndexOf(')') + 2).split(' ');
};

/** Fields 3 and 22 of proc(5). */
const stateOf = (stat: readonly string[]): string | undefined => stat[0];
const startOf = (stat: readonly string[]): string => stat[19] ?? '';

/** Some containers hide it; then nothing is known of other processes. */
const UNKNOWN = '';

const orUnknown = (read: () => string): string => {
  try {
    return read().trim();
  } catch {
    return UNKNOWN;
  }
};

const bootId = (): string =>
  orUnknown(() => readFileSync('/proc/sys/kernel/random/boot_id', 'utf8'));

const namespaceId = (): string => orUnknown(() => readlinkSync('/proc/self/ns/pid'));

/** This process, as the owner of a run that it is about to write. */
export const newOwner = (): Owner => ({
  token: randomUUID(),
  boot: bootId(),
  namespace: namespaceId(),
  pid: process.pid,
  startTicks: orUnknown(() => startOf(statOf('self'))),
});

/**
 * Whether an owner has certainly ended. Of a process of another machine, or one whose pid
 * means nothing here, that is not known.
 */
export const hasEnded = (owner: Owner): boolean => {
  const known = [owner.boot, owner.namespace, owner.startTicks];
  if (known.includes(UNKNOWN)) return false;
  if (owner.boot !== bootId() || owner.namespace !== namespaceId()) return false;
  try {
    const stat = statOf(owner.pid);
    return startOf(stat) !== owner.startTicks || stateOf(stat) === 'Z';
  } catch {
    return true;
  }
};
