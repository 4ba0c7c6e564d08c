import type { TrialRecord } from '../../journal/trial-record.js';

/** The preempts that one trial of a cell completed. */
export interface PreemptCount {
  readonly preempts: number;
  /** The trial did not end by failing: the true count is this or more. */
  readonly isLowerBound: boolean;
}

export interface PreemptDistribution {
  readonly min: PreemptCount;
  readonly p25: PreemptCount;
  readonly median: PreemptCount;
  readonly p75: PreemptCount;
  readonly max: PreemptCount;
}

/**
 * Sorts failures before censored trials at the same count, since the latter went on
 * beyond it.
 */
const byCount = (a: PreemptCount, b: PreemptCount): number =>
  a.preempts - b.preempts || Number(a.isLowerBound) - Number(b.isLowerBound);

/**
 * The distribution of completed preempts over the trials of a cell, with survivors at the
 * count they reached. Quantiles are those of the empirical distribution function (Hyndman
 * and Fan, "Sample Quantiles in Statistical Packages", 1996, type 1). Each is therefore
 * the count of an actual trial, and it is known whether that trial survived.
 *
 * @param trials - trials that are data (no harness faults)
 * @returns nothing when there are none
 */
export const preemptDistribution = (
  trials: readonly TrialRecord[],
): PreemptDistribution | undefined => {
  if (trials.length === 0) return undefined;
  const sorted = trials
    .map(({ preempts, censored }) => ({ preempts, isLowerBound: censored }))
    .sort(byCount);
  const quantile = (p: number): PreemptCount =>
    sorted[Math.max(0, Math.ceil(p * sorted.length) - 1)] as PreemptCount;
  return {
    min: quantile(0),
    p25: quantile(0.25),
    median: quantile(0.5),
    p75: quantile(0.75),
    max: quantile(1),
  };
};
