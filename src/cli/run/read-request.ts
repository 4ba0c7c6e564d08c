import { driveFrom, type Driver } from '../../plan/drive.js';
import os from 'node:os';
import { UsageError } from '../../errors.js';
import { subjectKind, type Experiment } from '../../plan/definition.js';
import { discoverExperiments, selectExperiments } from '../../plan/discover.js';
import { randomSeed } from '../../plan/seed.js';
import {
  expandVariants,
  longArmVariant,
  parseSettings,
  type Settings,
} from '../../plan/variants.js';
import type { RunRequest, WantedVariant } from '../../run/request.js';
import { DEFAULT_LIMITS } from '../../trial/limits.js';
import { trialsWithFiles } from '../../trial/room.js';
import { checkResultsFolder } from './results-folder.js';

/** The options of `run`, as commander hands them over. */
export interface RunOptions {
  readonly all?: true;
  readonly ocaml: readonly string[];
  readonly trials?: number;
  /** A share: 0.1 for 10 %. */
  readonly untilCi?: number;
  readonly cap?: number;
  readonly rate?: number;
  readonly timeout?: number;
  readonly driver?: Driver;
  readonly set: readonly string[];
  readonly allVariants?: true;
  readonly quick?: true;
  readonly seed?: number;
  readonly jobs?: number;
  readonly results: string;
  readonly json?: true;
}

/** Trials after which a cell may be settled, and those per cell of a quick run. */
const SETTLED_AFTER = 30;
const QUICK_TRIALS = 3;
/** The most trials of a cell when a precision is asked for but no number of trials. */
const MOST_UNTIL_PRECISE = 5000;

/** One core is left to the signalling thread and to the lab. */
const defaultJobs = (): number =>
  Math.max(1, Math.min(os.availableParallelism() - 1, trialsWithFiles()));

const selected = async (
  names: readonly string[],
  { all }: RunOptions,
): Promise<readonly Experiment[]> => {
  if (all && names.length > 0) {
    throw new UsageError('name experiments or give --all, not both');
  }
  if (!all && names.length === 0) {
    throw new UsageError(
      'name an experiment, or give --all; `preempt-lab list` has them',
    );
  }
  const experiments = await discoverExperiments();
  return all ? experiments : selectExperiments(experiments, [...new Set(names)]);
};

const checkOcaml = (experiments: readonly Experiment[], { ocaml }: RunOptions): void => {
  const isForNobody = experiments.every((each) => subjectKind(each) !== 'ocaml');
  if (ocaml.length > 0 && isForNobody) {
    throw new UsageError('--ocaml: none of these experiments is about OCaml');
  }
};

const wantedVariants = (
  experiment: Experiment,
  settings: Settings,
  { trials, quick, allVariants, untilCi }: RunOptions,
): readonly WantedVariant[] => {
  const fixed = trials ?? (quick ? QUICK_TRIALS : undefined);
  const precision = untilCi !== undefined && { untilPrecision: untilCi };
  const most = untilCi === undefined ? experiment.trials : MOST_UNTIL_PRECISE;
  const ordinary =
    fixed === undefined
      ? { trials: most, settledAfter: SETTLED_AFTER, ...precision }
      : { trials: fixed, ...precision };
  const variants = expandVariants(experiment, settings, allVariants ?? false);
  const wanted = variants.map((variant) => ({ variant, ...ordinary }));
  const longArm = quick ? undefined : longArmVariant(experiment, settings);
  if (!longArm || !experiment.longArm) return wanted;
  const long = { variant: longArm, trials: fixed ?? experiment.longArm.trials };
  return [...wanted, { ...long, ...precision }];
};

/**
 * Checks what the command line asks for.
 *
 * @throws UsageError for anything impossible; nothing has been written by then
 */
export const readRunRequest = async (
  names: readonly string[],
  options: RunOptions,
): Promise<RunRequest> => {
  const settings = parseSettings(options.set);
  const experiments = await selected(names, options);
  checkOcaml(experiments, options);
  const wanted = experiments.map((experiment) => ({
    experiment,
    variants: wantedVariants(experiment, settings, options),
  }));
  return {
    wanted,
    ocaml: options.ocaml,
    everyOcaml: options.all === true && options.ocaml.length === 0,
    drive: driveFrom(options),
    limits: {
      ...DEFAULT_LIMITS,
      ...(options.timeout !== undefined && { wallS: options.timeout, wallPerCap: 0 }),
    },
    seed: options.seed ?? randomSeed(),
    jobs: options.jobs ?? defaultJobs(),
    results: checkResultsFolder(options.results),
  };
};
