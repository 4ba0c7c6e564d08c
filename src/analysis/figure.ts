import type { TrialRecord } from '../journal/trial-record.js';
import type { Figure } from '../plan/claim.js';
import { histogramQuantile } from './histogram-quantile.js';

const MEDIAN = 0.5;

/**
 * A trial's figure: a count, a value that its fixture measured, or a quantile of a
 * histogram (the median unless said otherwise).
 *
 * @returns nothing when the trial did not come to have one
 */
export const figureOf = (
  { preempts, measurements }: Pick<TrialRecord, 'preempts' | 'measurements'>,
  figure: Figure,
): number | undefined => {
  if (figure === 'preempts') return preempts;
  const measurement = measurements[figure.measured];
  if (!measurement) return undefined;
  if ('value' in measurement) return measurement.value ?? undefined;
  const { buckets } = measurement.histogram;
  if (buckets.length === 0) return undefined;
  return histogramQuantile(buckets, figure.quantile ?? MEDIAN);
};
