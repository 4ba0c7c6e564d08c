import type { CumulativeIncidence } from '../../analysis/lifetimes/cumulative-incidence.js';
import { logLogBand } from '../../analysis/lifetimes/log-log-band.js';

const UNKNOWN = [NaN, NaN] as const;
const ROUNDING = 1e-9;

const percent = (share: number): string => (100 * share).toFixed(1);

/** A share with its interval, if it has one, as percentages. */
export const formatShare = (
  share: number,
  [lower, upper]: readonly [number, number],
): string => {
  const bounds = Number.isNaN(lower) ? '' : ` (${percent(lower)} to ${percent(upper)})`;
  return `${percent(share)} %${bounds}`;
};

/**
 * The share that has failed in one way by the last attempt. Its interval is that of a
 * survival, with the same transformation (Marubini and Valsecchi, "Analysing Survival
 * Data from Clinical Trials", 1995, 10.2).
 */
export const formatFinalIncidence = ({
  incidence,
  variance,
}: CumulativeIncidence): string => {
  const [last, error] = [incidence.at(-1) ?? 0, variance.at(-1) ?? 0];
  // Where all failed in one way, the error is estimated as 0, which gives no interval.
  // Sums of many shares may miss 1 by a little.
  const band = last < 1 - ROUNDING ? logLogBand(last, error / last ** 2) : UNKNOWN;
  return formatShare(last, band);
};
