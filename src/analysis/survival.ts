import { max, sum } from 'd3-array';
import type { RecordedRun } from '../journal/reader.js';
import type { TrialRecord } from '../journal/trial-record.js';
import type { Experiment, SurvivalRow } from '../plan/definition.js';
import { preemptDistribution, type PreemptCount } from './counts.js';
import { dataOf } from './data-trials.js';
import { figureOf } from './figure.js';

/** What became of every trial that preempted in one way. */
export interface Survival {
  readonly says: string;
  readonly trials: number;
  readonly failed: number;
  /** Of all trials together. */
  readonly preempts: number;
  /** Of a trial. */
  readonly median: PreemptCount;
  readonly most: PreemptCount;
  /** The most that one trial was preempted at, where its fixture counts them. */
  readonly distinctSafepoints: number | undefined;
}

const survivalOf = (
  { says }: SurvivalRow,
  trials: readonly TrialRecord[],
): Survival | undefined => {
  const distribution = preemptDistribution(trials);
  if (!distribution) return undefined;
  return {
    says,
    trials: trials.length,
    failed: trials.filter(({ censored }) => !censored).length,
    preempts: sum(trials, ({ preempts }) => preempts),
    median: distribution.median,
    most: distribution.max,
    distinctSafepoints: max(trials, (trial) =>
      figureOf(trial, { measured: 'distinctSafepoints' }),
    ),
  };
};

/**
 * Adds up what preempting came to, over all trials of all runs that were driven by nothing
 * broken in the harness: one row for each that an experiment's definition names.
 */
export const survivals = (
  experiments: readonly Experiment[],
  runs: readonly RecordedRun[],
): readonly Survival[] => {
  const trials = dataOf(runs.flatMap((run) => run.trials));
  return experiments.flatMap(({ name, survival = [] }) =>
    survival
      .map((row) => {
        const wanted = Object.entries(row.variant);
        const matching = trials.filter(
          ({ experiment, variant }) =>
            experiment === name &&
            wanted.every(([knob, value]) => variant[knob] === value),
        );
        return survivalOf(row, matching);
      })
      .filter((row) => row !== undefined),
  );
};
