import { Interrupted } from '../errors.js';
import type { Manifest } from '../journal/manifest.js';
import type { TrialRecord } from '../journal/trial-record.js';
import type { JournalWriter } from '../journal/writer.js';
import type { RunnerLibrary } from '../trial/ffi.js';
import { recordTrials, type ReadyTrial } from './record-trials.js';
import { trackSettling } from './settling.js';

/** What `performRun` needs besides the manifest: the trials to run, and with what. */
export interface RunParts {
  readonly library: RunnerLibrary;
  readonly trials: readonly ReadyTrial[];
  /** The trials recorded before, if the run is resumed. */
  readonly recorded?: readonly TrialRecord[];
}

/** Is told of the progress of a run's trials. */
export interface TrialObserver {
  /** A trial is over and recorded. */
  readonly add: (record: TrialRecord) => void;
  /** A trial is not run after all: its cell is settled. */
  readonly skip: () => void;
}

/**
 * When a run ended: now, unless the clock was set back meanwhile. Then it is the start and
 * the time that was measured.
 */
const endOf = (startedAtMs: number, tookMs: number): Date =>
  new Date(Math.max(Date.now(), startedAtMs + tookMs));

/**
 * Runs trials, and records each before the observer is told of it.
 *
 * @param signal - aborting it ends the run
 * @throws Interrupted when it was ended, RecordingError when a trial could not be kept;
 * either way what was recorded before is whole
 */
export const performRun = async (
  { library, trials, recorded = [] }: RunParts,
  manifest: Manifest,
  journal: JournalWriter,
  observer: TrialObserver,
  signal: AbortSignal,
): Promise<void> => {
  const began = performance.now();
  await journal.saveManifest(manifest);
  const { run, limits, jobs, plan } = manifest;
  const settling = trackSettling(plan, recorded);
  await recordTrials(
    trials,
    { run, library, limits, jobs, signal },
    {
      passOver: (trial) => {
        const isSettled = settling.isSettled(trial);
        if (isSettled) observer.skip();
        return isSettled;
      },
      keep: async (record) => {
        await journal.append(record);
        settling.add(record);
        observer.add(record);
      },
    },
  );
  if (signal.aborted) throw new Interrupted();
  const endedAt = endOf(Date.parse(manifest.startedAt), performance.now() - began);
  await journal.saveManifest({ ...manifest, endedAt: endedAt.toISOString() });
};
