import type { AdjustedComparison } from '../../analysis/comparison/adjust.js';
import { describeLogRank, formatP } from '../survival/figures.js';
import { formatCount } from '../text/format.js';

/**
 * Describes the test of whether all groups last alike, with its p-value, raw and
 * adjusted.
 *
 * @returns nothing where there was nothing to test
 */
export const describeLastingTest = ({
  survival: { logRank },
  timedOutAsFailed,
  pHolm,
}: AdjustedComparison): string => {
  if (!logRank || pHolm.logRank === undefined) return '';
  const other = timedOutAsFailed?.logRank;
  const asFailed = other
    ? `; with timed-out trials as failures p = ${formatP(other.p)}, not adjusted`
    : '';
  return `Log-rank test of all: ${describeLogRank(logRank)}, Holm-adjusted ${formatP(pHolm.logRank)}${asFailed}`;
};

/**
 * Describes the test of whether all groups end alike, with its p-value, raw and adjusted.
 *
 * @returns nothing where there was nothing to test
 */
export const describeEndingTest = ({ fisher, pHolm }: AdjustedComparison): string => {
  if (!fisher || pHolm.fisher === undefined) return '';
  const drawn =
    fisher.drawn === undefined ? '' : `, from ${formatCount(fisher.drawn)} tables drawn`;
  return `Fisher's exact test of the outcomes: p = ${formatP(fisher.p)}${drawn}, Holm-adjusted ${formatP(pHolm.fisher)}`;
};
