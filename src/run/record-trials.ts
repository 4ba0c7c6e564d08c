import type { Fixture } from '../build/fixture.js';
import { recordOf } from '../journal/record-of.js';
import type { TrialRecord } from '../journal/trial-record.js';
import type { PlannedTrial } from '../plan/blocks.js';
import type { RunnerLibrary } from '../trial/ffi.js';
import type { Limits } from '../trial/limits.js';
import { runTrial } from '../trial/run-trial.js';
import { runAll } from './schedule.js';

/** A planned trial with all that is needed to run it. */
export interface ReadyTrial {
  /** Index in the plan of the run. */
  readonly index: number;
  readonly trial: PlannedTrial;
  readonly fixture: Fixture;
}

/** How the trials of a run are run. */
export interface TrialConditions {
  /** Name of the run, for the records. */
  readonly run: string;
  readonly library: RunnerLibrary;
  readonly limits: Limits;
  /** Trials at a time. */
  readonly jobs: number;
  /** Aborting it kills the trials under way, which are not recorded. */
  readonly signal: AbortSignal;
}

/** What happens to the trials. */
export interface TrialSink {
  /** Asked just before a trial would start; those passed over are not run. */
  readonly passOver?: (trial: PlannedTrial) => boolean;
  /** Keeps a record; the next trial starts once it is kept. */
  readonly keep: (record: TrialRecord) => Promise<void> | void;
}

/**
 * Runs trials in their order, and passes on the record of each.
 *
 * @throws the first error of a trial or of `keep`; no other trial is started then
 */
export const recordTrials = async (
  trials: readonly ReadyTrial[],
  { run, library, limits, jobs, signal }: TrialConditions,
  { passOver = () => false, keep }: TrialSink,
): Promise<void> => {
  const work = async ({ index, trial, fixture }: ReadyTrial): Promise<void> => {
    if (passOver(trial)) return;
    const result = await runTrial(library, trial, fixture.executable, limits);
    if (!result) return;
    await keep(recordOf(result, { run, trial: index, fixtureHash: fixture.hash }));
  };
  const cancel = (): void => {
    library.cancel();
  };
  signal.addEventListener('abort', cancel, { once: true });
  try {
    await runAll(trials, jobs, work, signal);
  } finally {
    signal.removeEventListener('abort', cancel);
  }
};
