import { sum } from 'd3-array';

/** A bucket of a measurement: its smallest value, and how many values fell into it. */
type Bucket = readonly [floor: number, count: number];

/** 32 steps per power of two, as `histogram_bucket` of `native/telemetry.h` has them. */
const widthOf = (floor: number): number =>
  2 ** Math.max(0, Math.floor(Math.log2(floor)) - 5);

/**
 * A quantile of a histogram. Within a bucket, which is at most 3.1 % wide of its value,
 * the values are taken to lie evenly.
 *
 * @param buckets - in ascending order, at least one
 */
export const histogramQuantile = (buckets: readonly Bucket[], p: number): number => {
  const rank = p * sum(buckets, ([, count]) => count);
  let below = 0;
  for (const [floor, count] of buckets) {
    if (below + count >= rank) return floor + (widthOf(floor) * (rank - below)) / count;
    below += count;
  }
  return NaN;
};
