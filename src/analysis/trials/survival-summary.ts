import { max, sum } from 'd3-array';
import type { RecordedRun } from '../../journal/reader.js';
import type { TrialRecord } from '../../journal/trial-record.js';
import type { Experiment, SurvivalRow } from '../../plan/definition.js';
import { preemptDistribution, type PreemptCount } from './preempt-distribution.js';
import { dataOf } from './data-trials.js';
import { quantityOf } from './quantity.js';

/** What became of every trial that preempted in one way. */
export interface SurvivalSummary {
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
): SurvivalSummary | undefined => {
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
      quantityOf(trial, { measured: 'distinctSafepoints' }),
    ),
  };
};

/**
 * Adds up what preempting came to, over all trials of all runs that were driven by nothing
 * broken in the harness: one row for each that an experiment's definition names.
 */
export const summariseSurvival = (
  experiments: readonly Experiment[],
  runs: readonly RecordedRun[],
): readonly SurvivalSummary[] => {
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
