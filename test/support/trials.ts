import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildRunnerLibrary } from '../../src/build/runner-library.js';
import { buildNativeFixture } from '../../src/build/native-fixture.js';
import type { PlannedTrial } from '../../src/plan/blocks.js';
import type { Drive } from '../../src/plan/drive.js';
import type { Variant } from '../../src/plan/definition.js';
import { loadRunnerLibrary } from '../../src/trial/ffi.js';
import { UNHURRIED_LIMITS, type Limits } from '../../src/trial/limits.js';
import { runTrial, type TrialResult } from '../../src/trial/run-trial.js';

const here = path.dirname(fileURLToPath(import.meta.url));

/** The runner library, built and loaded; nothing in it is faked. */
export const library = loadRunnerLibrary(await buildRunnerLibrary());

/** Compiles one of the C fixtures that only tests use. */
export const buildTestFixture = (name: string) =>
  buildNativeFixture(path.join(here, '..', 'native', `${name}.c`));

/** A trial of a cell that is not in any experiment. */
export const plannedTrial = (
  variant: Variant,
  drive: Partial<Drive> = {},
): PlannedTrial => ({
  cell: {
    experiment: 'test',
    variant,
    subject: { kind: 'generator', version: 'none' },
    ...{ driver: 'external', rateHz: 2000, cap: 200 },
    ...drive,
  },
  block: 0,
  seed: 7,
});

/** For trials that end by the clock, and are meant to. */
export const SHORT_LIMITS: Limits = { ...UNHURRIED_LIMITS, wallS: 2, graceS: 0.5 };

/** Runs a trial that is not expected to be cancelled, until its work is done or it hangs. */
export const mustRun = async (
  trial: PlannedTrial,
  executable: string,
  limits: Limits = UNHURRIED_LIMITS,
): Promise<TrialResult> => {
  const result = await runTrial(library, trial, executable, limits);
  if (!result) throw new Error('the trial was cancelled');
  return result;
};
