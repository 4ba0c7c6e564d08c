import { ascending, median, range } from 'd3-array';
import type { MedianEstimate } from '../src/analysis/numerics/median.js';

/** The probability that a binomial variable is at least `atLeast`. */
const upperTail = (n: number, p: number, atLeast: number): number => {
  if (p === 1) return 1;
  let probability = (1 - p) ** n;
  let below = 0;
  for (let hits = 0; hits < atLeast; hits += 1) {
    below += probability;
    probability *= ((n - hits) / (hits + 1)) * (p / (1 - p));
  }
  return 1 - below;
};

/**
 * A median with the 95 % percentile interval of its bootstrap distribution. No resampling
 * is needed for a median: the median of a resample is at most the k-th smallest value
 * when at least half of the n draws are, each with probability k / n (Efron, "Bootstrap
 * methods", 1979, section 3). For an even number of values the interval spans those of
 * both middles.
 *
 * @param values - from 1 to about a thousand of them
 */
export const bootstrapMedian = (values: readonly number[]): MedianEstimate => {
  const sorted = [...values].sort(ascending);
  const n = sorted.length;
  const quantile = (p: number, middle: number): number => {
    const rank = range(1, n + 1).find((k) => upperTail(n, k / n, middle) >= p) ?? n;
    return sorted[rank - 1] ?? NaN;
  };
  return {
    median: median(sorted) ?? NaN,
    interval: [quantile(0.025, Math.ceil(n / 2)), quantile(0.975, Math.floor(n / 2) + 1)],
  };
};
