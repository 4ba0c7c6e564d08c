import type { Manifest } from '../../journal/manifest.js';
import { recordOf } from '../../journal/record-of.js';
import type { TrialRecord } from '../../journal/trial-record.js';
import type { JournalWriter } from '../../journal/writer.js';
import { Interrupted } from '../../errors.js';
import type { Limits } from '../../trial/limits.js';
import { runTrial } from '../../trial/run-trial.js';
import { runAll } from '../../trial/schedule.js';
import type { DriverLibrary } from '../../trial/ffi.js';
import { interruptSignal } from '../interrupt.js';
import { startLiveDisplay } from './live-display.js';
import type { ReadyTrial } from './prepare.js';
import { trackSettling } from './settling.js';

/** What `performRun` needs beside the manifest: the trials to run, and with what. */
export interface RunParts {
  readonly library: DriverLibrary;
  readonly trials: readonly ReadyTrial[];
  readonly limits: Limits;
  /** Absolute. */
  readonly results: string;
  /** Trials of a run that goes on, recorded before. */
  readonly recorded?: readonly TrialRecord[];
}

const runAndRecord = async (
  { library, trials, limits, recorded = [] }: RunParts,
  { run, jobs, plan }: Manifest,
  journal: JournalWriter,
): Promise<void> => {
  const display = startLiveDisplay(trials.length);
  const settling = trackSettling(plan, recorded);
  const cancel = (): void => {
    library.cancel();
  };
  interruptSignal.addEventListener('abort', cancel, { once: true });
  try {
    const work = async ({ index, trial, fixture }: ReadyTrial): Promise<void> => {
      if (settling.isSettled(trial)) {
        display.skip();
        return;
      }
      const result = await runTrial(library, trial, fixture.executable, limits);
      if (!result) return;
      const place = { run, trial: index, fixtureHash: fixture.hash };
      const record = recordOf(result, place);
      await journal.append(record);
      settling.add(record);
      display.add(result);
    };
    await runAll(trials, jobs, work, interruptSignal);
  } finally {
    interruptSignal.removeEventListener('abort', cancel);
    display.stop();
  }
};

/**
 * Runs trials and keeps each before it is told about.
 *
 * @throws Interrupted when the user ended it, RecordingError when a trial could not be
 * kept; either way what was recorded before is whole
 */
export const performRun = async (
  parts: RunParts,
  manifest: Manifest,
  journal: JournalWriter,
): Promise<void> => {
  await journal.saveManifest(manifest);
  await runAndRecord(parts, manifest, journal);
  if (interruptSignal.aborted) throw new Interrupted();
  await journal.saveManifest({ ...manifest, endedAt: new Date().toISOString() });
};
