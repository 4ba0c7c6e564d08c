import { group } from 'd3-array';
import type { TrialRecord } from '../journal/trial-record.js';
import { dataOf } from './data-trials.js';
import { mergeHistograms, type Histogram } from './latencies.js';

/** What was measured as a histogram, over all trials that are data. */
export interface MeasuredHistogram {
  readonly name: string;
  readonly unit: string;
  readonly histogram: Histogram;
}

/** The histograms of trials, by the names of what they measure; empty ones left out. */
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
