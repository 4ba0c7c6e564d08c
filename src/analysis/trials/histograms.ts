import { group, max, rollup, sort, sum } from 'd3-array';
import type { Measurement, TrialRecord } from '../../journal/trial-record.js';
import { dataOf } from './data-trials.js';

/** A histogram of non-negative values, in buckets. */
export type Histogram = Extract<Measurement, { histogram: unknown }>['histogram'];

/** A bucket: its smallest value, and how many values fell into it. */
type Bucket = readonly [floor: number, count: number];

/** As in `histogram_bucket` of `native/telemetry.h`. */
const STEPS_PER_POWER_OF_TWO = 32;

const widthOf = (floor: number, steps: number): number =>
  Math.max(1, 2 ** Math.floor(Math.log2(floor)) / steps);

/**
 * A quantile of a histogram. Values are assumed to be spread evenly within a bucket.
 *
 * @param buckets - in ascending order, at least one
 * @param p - from 0 to 1
 * @param steps - how many buckets each power of two has
 */
export const histogramQuantile = (
  buckets: readonly Bucket[],
  p: number,
  steps = STEPS_PER_POWER_OF_TWO,
): number => {
  const rank = p * sum(buckets, ([, count]) => count);
  let below = 0;
  for (const [floor, count] of buckets) {
    if (below + count >= rank) {
      return floor + (widthOf(floor, steps) * (rank - below)) / count;
    }
    below += count;
  }
  return NaN;
};

/**
 * Adds histograms up, bucket by bucket. All of them have the same buckets (those of HDR
 * histograms, 32 to a power of two), so nothing is lost.
 */
const mergeHistograms = (histograms: readonly Histogram[]): Histogram => {
  const counts = rollup(
    histograms.flatMap(({ buckets }) => buckets),
    (same) => sum(same, ([, count]) => count),
    ([floor]) => floor,
  );
  return {
    sum: sum(histograms, (histogram) => histogram.sum),
    max: max(histograms, (histogram) => histogram.max) ?? 0,
    buckets: sort(counts, ([floor]) => floor),
  };
};

/** What latencies over several trials come to, in the unit of their measurement. */
export interface Latencies {
  readonly count: number;
  readonly mean: number;
  readonly p50: number;
  readonly p90: number;
  readonly p99: number;
  readonly p999: number;
  /** The largest of the values themselves, not of a bucket. */
  readonly max: number;
}

/**
 * Quantiles over all trials together. A quantile is off by at most a 32nd.
 *
 * @returns nothing when nothing was measured
 */
export const latenciesOf = (histograms: readonly Histogram[]): Latencies | undefined => {
  const merged = mergeHistograms(histograms);
  const count = sum(merged.buckets, ([, values]) => values);
  if (count === 0) return undefined;
  // The last bucket reaches beyond the largest value in it.
  const quantile = (p: number): number =>
    Math.min(merged.max, histogramQuantile(merged.buckets, p));
  return {
    count,
    mean: merged.sum / count,
    p50: quantile(0.5),
    p90: quantile(0.9),
    p99: quantile(0.99),
    p999: quantile(0.999),
    max: merged.max,
  };
};

/** The share of all values that lie below a given value. */
export interface CumulativeShare {
  readonly value: number;
  readonly share: number;
}

/**
 * The empirical distribution of a histogram, at the lower end of each non-empty bucket
 * and at the largest value. The values of a bucket count from its end on, so the share is
 * off by at most one bucket in either direction.
 */
export const cumulativeShares = ({
  buckets,
  max: largest,
}: Histogram): readonly CumulativeShare[] => {
  const count = sum(buckets, ([, values]) => values);
  let below = 0;
  const shares = buckets.map(([value, values]) => {
    const share = below / count;
    below += values;
    return { value, share };
  });
  return count === 0 ? [] : [...shares, { value: largest, share: 1 }];
};

/** What was measured as a histogram, over all trials that are data. */
export interface MeasuredHistogram {
  readonly name: string;
  readonly unit: string;
  readonly histogram: Histogram;
}

/**
 * The histograms of trials, by the names of what they measure; empty ones are left out.
 */
export const histogramsOf = (
  trials: readonly TrialRecord[],
): readonly MeasuredHistogram[] => {
  const measured = dataOf(trials).flatMap(({ measurements }) =>
    Object.entries(measurements).flatMap(([name, measurement]) =>
      'histogram' in measurement ? [{ name, ...measurement }] : [],
    ),
  );
  return [...group(measured, ({ name, unit }) => JSON.stringify([name, unit])).values()]
    .map((same) => {
      const [{ name, unit }] = same as [MeasuredHistogram];
      const histogram = mergeHistograms(same.map((each) => each.histogram));
      return { name, unit, histogram };
    })
    .filter(({ histogram }) => histogram.buckets.length > 0);
};
