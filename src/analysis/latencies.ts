import { max, rollup, sort, sum } from 'd3-array';
import type { Measurement } from '../journal/trial-record.js';
import { histogramQuantile } from './histogram-quantile.js';

/** Of values that are not negative, in buckets. */
export type Histogram = Extract<Measurement, { histogram: unknown }>['histogram'];

/** What latencies over several trials come to, in the unit of their measurement. */
export interface Latencies {
  readonly count: number;
  readonly mean: number;
  readonly p50: number;
  readonly p90: number;
  readonly p99: number;
  readonly p999: number;
  /** Of the values themselves, not of a bucket. */
  readonly max: number;
}

/**
 * Adds histograms up, bucket by bucket: all are made with the same buckets (those of HDR
 * histograms, 32 to a power of two), so that nothing is lost.
 */
export const mergeHistograms = (histograms: readonly Histogram[]): Histogram => {
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

/**
 * Quantiles over all trials together; a quantile is off by a 32nd at most.
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
