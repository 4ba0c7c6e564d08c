import { sum } from 'd3-array';
import type { Histogram } from './latencies.js';

/** How many of all values lie below one. */
export interface CumulativeShare {
  readonly value: number;
  readonly share: number;
}

/**
 * The empirical distribution of a histogram, at the lower end of each bucket that holds
 * something and at the largest value: a bucket's values count from its end on, so that
 * the share errs to neither side by more than one bucket.
 */
export const cumulativeShares = ({
  buckets,
  max,
}: Histogram): readonly CumulativeShare[] => {
  const count = sum(buckets, ([, values]) => values);
  let below = 0;
  const shares = buckets.map(([value, values]) => {
    const share = below / count;
    below += values;
    return { value, share };
  });
  return count === 0 ? [] : [...shares, { value: max, share: 1 }];
};
