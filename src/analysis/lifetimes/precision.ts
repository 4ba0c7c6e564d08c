import type { TrialRecord } from '../../journal/trial-record.js';
import { fitExponential } from './exponential.js';
import { kaplanMeier } from './kaplan-meier.js';
import { lifeTable } from './life-table.js';
import { lifetimesOf } from './of-trials.js';
import { survivalQuantile } from './survival-quantile.js';

type Range = readonly [lower: number | undefined, upper: number | undefined];

const isWithin = (
  precision: number,
  estimate: number | undefined,
  [lower, upper]: Range,
): boolean =>
  estimate !== undefined &&
  lower !== undefined &&
  upper !== undefined &&
  Math.max(estimate - lower, upper - estimate) <= precision * estimate;

/**
 * Whether the trials of one cell tell enough: the 95 % interval of their median, or that
 * of their rate, extends no further from it than a share of it. Looking several times and
 * stopping at the first narrow interval gives intervals that are somewhat too narrow, and
 * that cover a little less often than they say (optional stopping; Armitage, McPherson
 * and Rowe, "Repeated Significance Tests on Accumulating Data", JRSS A 132, 1969).
 *
 * @param precision - above 0: 0.1 for 10 %
 */
export const isKnownTo = (
  precision: number,
  trials: readonly Pick<TrialRecord, 'attempts' | 'censored' | 'outcome'>[],
): boolean => {
  const table = lifeTable(lifetimesOf(trials));
  const rate = fitExponential(table);
  if (!rate || rate.failures === 0) return false;
  const median = survivalQuantile(kaplanMeier(table), 0.5);
  return (
    isWithin(precision, rate.rate, rate.rateInterval) ||
    isWithin(precision, median.time, [median.lower, median.upper])
  );
};
