import { buildRunnerLibrary } from '../build/runner-library.js';
import { buildNativeFixture } from '../build/native-fixture.js';
import { Interrupted } from '../errors.js';
import type { PlannedTrial } from '../plan/blocks.js';
import { requireCommands } from '../toolchain/on-path.js';
import type { Progress } from '../toolchain/progress.js';
import { loadRunnerLibrary, type RunnerLibrary } from '../trial/ffi.js';
import { DEFAULT_LIMITS } from '../trial/limits.js';
import { requireRoomForTrials } from '../trial/room.js';
import { runTrial, type TrialResult } from '../trial/run-trial.js';

/** What a trial needs, built and loaded. */
export interface Bench {
  readonly library: RunnerLibrary;
  /** A fixture that does nothing but take signals. */
  readonly fixture: string;
}

const PING: PlannedTrial = {
  cell: {
    experiment: 'ping',
    variant: {},
    subject: { kind: 'generator', version: 'none' },
    ...{ driver: 'external', rateHz: 1000, cap: 200 },
  },
  block: 0,
  seed: 1,
};

/** On a busy machine the signals do arrive, but late, which deserves only a warning. */
const PATIENT = { ...DEFAULT_LIMITS, startupS: 60, wallS: 60 };

/**
 * Builds and loads what a trial needs.
 *
 * @throws ToolchainError when there is no `cc`, or what it builds does not compile or
 * load
 */
export const prepareBench = async ({ onProgress }: Progress): Promise<Bench> => {
  requireRoomForTrials();
  await requireCommands(['cc']);
  onProgress('building the runner');
  const library = loadRunnerLibrary(await buildRunnerLibrary());
  onProgress('building a fixture');
  const { executable } = await buildNativeFixture('native/ping.c');
  return { library, fixture: executable };
};

/**
 * Runs one trial, as a run would, and keeps no record of it.
 *
 * @throws Interrupted when the signal aborts; the fixture is dead by then
 */
export const runPing = async (
  { library, fixture }: Bench,
  { onProgress, signal }: Progress,
): Promise<TrialResult> => {
  if (signal?.aborted) throw new Interrupted();
  onProgress('running a trial');
  const cancel = (): void => {
    library.cancel();
  };
  signal?.addEventListener('abort', cancel, { once: true });
  try {
    const result = await runTrial(library, PING, fixture, PATIENT);
    if (!result) throw new Interrupted();
    return result;
  } finally {
    signal?.removeEventListener('abort', cancel);
  }
};
