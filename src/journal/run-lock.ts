import { existsSync, readFileSync } from 'node:fs';
import { readFile, rename, rm } from 'node:fs/promises';
import { lock } from 'proper-lockfile';
import writeFileAtomic from 'write-file-atomic';
import { RecordingError, UsageError } from '../errors.js';
import { lockFile, ownerFile } from './layout.js';
import { hasEnded, newOwner, ownerSchema, type Owner } from './owner.js';

/** A run that this process has for itself, for as long as nobody takes it over. */
export interface RunLock {
  /**
   * Makes sure that the run is still this process's. The lock alone does not tell: it goes
   * stale while a process is stopped, and another may have taken it by then.
   *
   * @throws RecordingError when it is not
   */
  readonly requireOwned: () => void;
  readonly release: () => Promise<void>;
}

const readOwner = async (folder: string): Promise<Owner | undefined> => {
  try {
    return ownerSchema.parse(JSON.parse(await readFile(ownerFile(folder), 'utf8')));
  } catch {
    return undefined;
  }
};

/**
 * Takes the lock of an owner that has ended out of the way, whatever its age says. If
 * several processes do so at once, the run is that one's which writes the owner last; the
 * others notice before their next line.
 */
const dropLockOfTheDead = async (folder: string): Promise<boolean> => {
  const owner = await readOwner(folder);
  if (!owner || !hasEnded(owner)) return false;
  const aside = `${lockFile(folder)}.${newOwner().token}`;
  await rename(lockFile(folder), aside).catch(() => undefined);
  await rm(aside, { recursive: true, force: true });
  return true;
};

const tryToLock = async (folder: string): Promise<(() => Promise<void>) | undefined> => {
  try {
    return await lock(folder, {
      lockfilePath: lockFile(folder),
      realpath: false,
      // Who took it over is the owner now, which the next line will notice.
      onCompromised: () => undefined,
    });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ELOCKED') throw error;
    return undefined;
  }
};

/**
 * Takes a run for this process alone. If its last owner was killed, it is free at once.
 *
 * @param folder - of the run
 * @throws UsageError when another process has it
 */
export const lockRun = async (folder: string): Promise<RunLock> => {
  const unlock =
    (await tryToLock(folder)) ??
    ((await dropLockOfTheDead(folder)) ? await tryToLock(folder) : undefined);
  if (!unlock) {
    throw new UsageError(
      `${folder} is being written by another process; ` +
        'wait for it, or start a new run',
    );
  }
  const owner = `${JSON.stringify(newOwner())}\n`;
  await writeFileAtomic(ownerFile(folder), owner);
  const isOurs = (): boolean => {
    // Asked for every trial: three hops to another thread would take longer than the read.
    try {
      return readFileSync(ownerFile(folder), 'utf8') === owner;
    } catch {
      return false;
    }
  };
  return {
    requireOwned: () => {
      // A folder that is gone is told by what is written next.
      if (isOurs() || !existsSync(folder)) return;
      throw new RecordingError(
        `${folder} is no longer this process's: another has taken it over; ` +
          'what was recorded stays recorded',
      );
    },
    release: async () => {
      if (!isOurs()) return;
      await rm(ownerFile(folder), { force: true }).catch(() => undefined);
      await unlock().catch(() => undefined);
    },
  };
};
