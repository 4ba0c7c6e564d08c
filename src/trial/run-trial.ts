import os from 'node:os';
import path from 'node:path';
import type { PlannedTrial } from '../plan/blocks.js';
import { driveFieldOf } from '../plan/drive.js';
import { FIXTURE_ENVIRONMENT } from '../toolchain/environment.js';
import { classify, type Outcome } from './classify.js';
import type { RunnerLibrary, NativeRequest } from './ffi.js';
import { DEFAULT_LIMITS, JITTER, wallTimeS, type Limits } from './limits.js';
import { snapshotSchema, type Snapshot } from './snapshot.js';

/** A trial that was run: how it ended and what is left of it. */
export interface TrialResult {
  readonly trial: PlannedTrial;
  readonly startedAt: Date;
  readonly outcome: Outcome;
  readonly snapshot: Snapshot;
}

const toNs = (seconds: number): number => Math.round(seconds * 1e9);

/** The fixture's command line; run by hand, it replays the same trial. */
export const fixtureArguments = ({ cell, seed }: PlannedTrial): readonly string[] => [
  ...['--driver', cell.driver, '--rate', String(cell.rateHz)],
  ...['--jitter', String(JITTER), '--seed', String(seed), '--cap', String(cell.cap)],
  ...Object.entries(cell.variant)
    .filter(([name]) => driveFieldOf(name) === undefined)
    .map(([name, value]) => `${name}=${value}`),
];

const environment = (): readonly string[] =>
  Object.entries(FIXTURE_ENVIRONMENT).map(([name, value]) => `${name}=${value}`);

/** The most time from launch to reaping, in seconds. */
const wholeTimeS = ({ cell }: PlannedTrial, limits: Limits): number =>
  Math.ceil(limits.startupS + wallTimeS(limits, cell) + limits.graceS);

const requestOf = (
  trial: PlannedTrial,
  executable: string,
  limits: Limits,
): NativeRequest => ({
  argv: [executable, ...fixtureArguments(trial), null],
  envp: [...environment(), null],
  directory: path.dirname(executable),
  seed: trial.seed,
  rate_hz: trial.cell.rateHz,
  cap: trial.cell.cap,
  jitter: JITTER,
  external: trial.cell.driver === 'external' ? 1 : 0,
  signal: os.constants.signals.SIGURG,
  startup_ns: toNs(limits.startupS),
  wall_ns: toNs(wallTimeS(limits, trial.cell)),
  hang_ns: toNs(limits.hangS),
  grace_ns: toNs(limits.graceS),
  memory_bytes: limits.memoryBytes,
  output_bytes: limits.outputBytes,
  cpu_seconds: os.availableParallelism() * wholeTimeS(trial, limits),
});

/**
 * Runs one trial in a process of its own, from launch to reaping.
 *
 * @param executable - the fixture
 * @returns the result, or nothing when the trial was cancelled while it ran
 */
export const runTrial = async (
  library: RunnerLibrary,
  trial: PlannedTrial,
  executable: string,
  limits: Limits = DEFAULT_LIMITS,
): Promise<TrialResult | undefined> => {
  const startedAt = new Date();
  const text = await library.runTrial(requestOf(trial, executable, limits));
  const snapshot = snapshotSchema.parse(JSON.parse(text));
  if (snapshot.end === 'cancelled') return undefined;
  return { trial, startedAt, outcome: classify(snapshot), snapshot };
};
