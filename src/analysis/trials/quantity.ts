import type { TrialRecord } from '../../journal/trial-record.js';
import type { Quantity } from '../../plan/claim.js';
import { ownValue } from '../../own-value.js';
import { histogramQuantile } from './histograms.js';

const MEDIAN = 0.5;

/**
 * A trial's quantity: a count, a value that its fixture measured, or a quantile of a
 * histogram (the median unless said otherwise).
 *
 * @returns nothing when the trial ended without one
 */
export const quantityOf = (
  { preempts, measurements }: Pick<TrialRecord, 'preempts' | 'measurements'>,
  quantity: Quantity,
): number | undefined => {
  if (quantity === 'preempts') return preempts;
  const measurement = ownValue(measurements, quantity.measured);
  if (!measurement) return undefined;
  if ('value' in measurement) return measurement.value ?? undefined;
  const { buckets } = measurement.histogram;
  if (buckets.length === 0) return undefined;
  return histogramQuantile(buckets, quantity.quantile ?? MEDIAN);
};
