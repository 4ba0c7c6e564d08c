import os from 'node:os';
import { UsageError } from '../../errors.js';
import type { Drive, Driver, Experiment, Variant } from '../../plan/definition.js';
import { discoverExperiments, selectExperiments } from '../../plan/discover.js';
import { randomSeed } from '../../plan/seed.js';
import { expandVariants, parseSettings } from '../../plan/variants.js';
import { DEFAULT_LIMITS, type Limits } from '../../trial/limits.js';
import { checkResultsFolder } from './results-folder.js';

/** The options of `run`, as commander hands them over. */
export interface RunOptions {
  readonly all?: true;
  readonly ocaml: readonly string[];
  readonly trials?: number;
  readonly cap?: number;
  readonly rate?: number;
  readonly timeout?: number;
  readonly driver?: Driver;
  readonly set: readonly string[];
  readonly allVariants?: true;
  readonly seed?: number;
  readonly jobs?: number;
  readonly results: string;
  readonly json?: true;
}

/** An experiment and the variants of it that were asked for. */
export interface WantedExperiment {
  readonly experiment: Experiment;
  readonly variants: readonly Variant[];
  readonly trials: number;
}

/** What a run is to do, with everything checked that can be before it touches disk. */
export interface RunRequest {
  readonly wanted: readonly WantedExperiment[];
  /** Versions or prefixes; empty means any OCaml. */
  readonly ocaml: readonly string[];
  readonly drive: Partial<Drive>;
  readonly limits: Limits;
  readonly seed: number;
  readonly jobs: number;
  /** Absolute. */
  readonly results: string;
}

/** One core is left to the signalling thread and to the lab. */
const defaultJobs = (): number => Math.max(1, os.availableParallelism() - 1);

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

/**
 * Checks what the command line asks for.
 *
 * @throws UsageError for anything that cannot be; nothing has been written then
 */
export const readRunRequest = async (
  names: readonly string[],
  options: RunOptions,
): Promise<RunRequest> => {
  const settings = parseSettings(options.set);
  const experiments = await selected(names, options);
  const wanted = experiments.map((experiment) => ({
    experiment,
    variants: expandVariants(experiment, settings, options.allVariants ?? false),
    trials: options.trials ?? experiment.trials,
  }));
  return {
    wanted,
    ocaml: options.ocaml,
    drive: {
      ...(options.driver !== undefined && { driver: options.driver }),
      ...(options.rate !== undefined && { rateHz: options.rate }),
      ...(options.cap !== undefined && { cap: options.cap }),
    },
    limits: {
      ...DEFAULT_LIMITS,
      ...(options.timeout !== undefined && { wallS: options.timeout }),
    },
    seed: options.seed ?? randomSeed(),
    jobs: options.jobs ?? defaultJobs(),
    results: checkResultsFolder(options.results),
  };
};
