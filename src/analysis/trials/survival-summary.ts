import { max, sum } from 'd3-array';
import type { TrialRecord } from '../../journal/trial-record.js';
import type { Experiment, SurvivalRow } from '../../plan/definition.js';
import type { CellTrials } from './cell-trials.js';
import { preemptDistribution, type PreemptCount } from './preempt-distribution.js';
import { dataOf } from './data-trials.js';
import { quantityOf } from './quantity.js';

/** What became of all trials that preempted in one way. */
export interface SurvivalSummary {
  readonly says: string;
  readonly trials: number;
  readonly failed: number;
  /** Over all trials together. */
  readonly preempts: number;
  /** Per trial. */
  readonly median: PreemptCount;
  readonly most: PreemptCount;
  /**
   * The most safepoints that one trial was preempted at, where its fixture counts them.
   */
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
 * Adds up what preempting came to, over all trials that are data. There is one row for
 * each way that an experiment's definition names, whatever the machine, version or build
 * of its trials.
 */
export const summariseSurvival = (
  experiments: readonly Experiment[],
  cells: readonly CellTrials[],
): readonly SurvivalSummary[] => {
  return experiments.flatMap(({ name, survival = [] }) =>
    survival
      .map((row) => {
        const wanted = Object.entries(row.variant);
        const matching = cells.filter(
          ({ cell: { experiment, variant } }) =>
            experiment === name &&
            wanted.every(([knob, value]) => variant[knob] === value),
        );
        return survivalOf(row, dataOf(matching.flatMap(({ trials }) => trials)));
      })
      .filter((row) => row !== undefined),
  );
};
