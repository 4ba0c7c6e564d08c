import { sum } from 'd3-array';

/** A bucket of a measurement: its smallest value, and how many values fell into it. */
type Bucket = readonly [floor: number, count: number];

/** As `histogram_bucket` of `native/telemetry.h` has them. */
const TELEMETRY_STEPS = 32;

const widthOf = (floor: number, steps: number): number =>
  Math.max(1, 2 ** Math.floor(Math.log2(floor)) / steps);

/**
 * A quantile of a histogram. Within a bucket the values are taken to lie evenly.
 *
 * @param buckets - in ascending order, at least one
 * @param steps - how many buckets each power of two has
 */
export const histogramQuantile = (
  buckets: readonly Bucket[],
  p: number,
  steps = TELEMETRY_STEPS,
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
