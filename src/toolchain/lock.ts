import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { lock } from 'proper-lockfile';
import { Interrupted, ToolchainError } from '../errors.js';
import { lockTarget } from './cache.js';
import type { Progress } from './progress.js';

const LOOK_AGAIN_MS = 500;

const isHeldElsewhere = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && error.code === 'ELOCKED';

const acquire = async (version: string, progress: Progress, onLost: () => void) => {
  const target = lockTarget(version);
  await mkdir(path.dirname(target), { recursive: true });
  for (;;) {
    if (progress.signal?.aborted) throw new Interrupted();
    try {
      return await lock(target, { realpath: false, onCompromised: onLost });
    } catch (error) {
      if (!isHeldElsewhere(error)) throw error;
    }
    progress.onProgress(
      `waiting for another process that is installing OCaml ${version}`,
    );
    await pause(LOOK_AGAIN_MS, undefined, { signal: progress.signal }).catch(
      () => undefined,
    );
  }
};

/**
 * Runs `body` while no other process installs or removes this version, waiting for as
 * long as one does. The lock of a process that died is taken over.
 *
 * @param body is given a signal that aborts with `progress.signal`, or when the lock was
 * lost because this process stalled for so long that it was taken for dead
 * @throws {Interrupted} when the signal aborts while waiting
 */
export const withVersionLock = async <T>(
  version: string,
  progress: Progress,
  body: (signal: AbortSignal) => Promise<T>,
): Promise<T> => {
  const lost = new AbortController();
  const release = await acquire(version, progress, () => {
    lost.abort();
  });
  const signals = [lost.signal, progress.signal].filter((signal) => signal !== undefined);
  try {
    return await body(AbortSignal.any(signals));
  } catch (error) {
    if (!lost.signal.aborted) throw error;
    throw new ToolchainError(`another process took over the work on OCaml ${version}`);
  } finally {
    if (!lost.signal.aborted) await release();
  }
};
