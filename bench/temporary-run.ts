import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import path from 'node:path';
import { buildRunnerLibrary } from '../src/build/runner-library.js';
import { buildNativeFixture } from '../src/build/native-fixture.js';
import { openJournal } from '../src/journal/writer.js';
import { cachePath } from '../src/paths.js';
import type { PlannedTrial } from '../src/plan/blocks.js';
import { recordTrials } from '../src/run/record-trials.js';
import { loadRunnerLibrary } from '../src/trial/ffi.js';
import { UNHURRIED_LIMITS } from '../src/trial/limits.js';

/** A run of the timed fixture, recorded into a folder that is removed afterwards. */
export interface TemporaryRun {
  readonly folder: string;
  /** The fixture. */
  readonly executable: string;
  /**
   * Runs trials as `preempt-lab run --jobs 1` does: each is on disk before the next
   * starts.
   *
   * @param onRecorded - called after each trial with how many are done
   * @throws Error when a trial did not finish: its time would mean nothing
   */
  perform: (
    trials: readonly PlannedTrial[],
    onRecorded?: (done: number) => void,
  ) => Promise<void>;
}

const openRun = async (folder: string) => {
  const library = loadRunnerLibrary(await buildRunnerLibrary());
  const fixture = await buildNativeFixture('bench/native/timed.c');
  const journal = await openJournal(folder);
  const conditions = {
    run: path.basename(folder),
    library,
    limits: UNHURRIED_LIMITS,
    jobs: 1,
    signal: new AbortController().signal,
  };
  const perform: TemporaryRun['perform'] = (trials, onRecorded) => {
    const ready = trials.map((trial, index) => ({ index, trial, fixture }));
    return recordTrials(ready, conditions, {
      keep: async (record) => {
        if (record.outcome.kind !== 'finished') {
          throw new Error(`a trial ended as ${JSON.stringify(record.outcome)}`);
        }
        await journal.append(record);
        onRecorded?.(record.trial + 1);
      },
    });
  };
  return { folder, executable: fixture.executable, perform, close: journal.close };
};

/**
 * Opens a run for a benchmark and removes it afterwards. It is in the lab's cache,
 * because a folder for temporary files may be in memory, where syncing costs nothing.
 */
export const withTemporaryRun = async <T>(
  work: (run: TemporaryRun) => Promise<T>,
): Promise<T> => {
  await mkdir(cachePath('bench'), { recursive: true });
  const folder = await mkdtemp(cachePath('bench', 'run-'));
  try {
    const run = await openRun(folder);
    try {
      return await work(run);
    } finally {
      await run.close();
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
};
