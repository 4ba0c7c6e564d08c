import { ascending, median } from 'd3-array';
import { ALPHA } from './alpha.js';
import { binomialLowerTail } from './special-functions.js';

/** A sample's median with an interval from its order statistics. */
export interface MedianEstimate {
  readonly median: number;
  readonly interval: readonly [number, number];
}

/**
 * The largest rank below which a median lies with a probability of at most `tail`. The
 * rank of a median is binomial with one half (Conover, "Practical Nonparametric
 * Statistics").
 */
const lowerRank = (n: number, tail: number): number => {
  let [rank, tooHigh] = [0, Math.floor(n / 2) + 1];
  while (tooHigh - rank > 1) {
    const middle = Math.floor((rank + tooHigh) / 2);
    if (binomialLowerTail(middle - 1, n, 0.5) <= tail) rank = middle;
    else tooHigh = middle;
  }
  return rank;
};

/**
 * The median of values, with its interval at 95 % unless told otherwise.
 *
 * @returns nothing for too few values to give such an interval: fewer than six at 95 %
 */
export const estimateMedian = (
  values: readonly number[],
  alpha = ALPHA,
): MedianEstimate | undefined => {
  const sorted = [...values].sort(ascending);
  const rank = lowerRank(sorted.length, alpha / 2);
  const [middle, lower, upper] = [median(sorted), sorted[rank - 1], sorted.at(-rank)];
  if (rank === 0 || middle === undefined) return undefined;
  if (lower === undefined || upper === undefined) return undefined;
  return { median: middle, interval: [lower, upper] };
};
