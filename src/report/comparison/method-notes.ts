import type { AdjustedComparisons } from '../../analysis/comparison/adjust.js';
import { formatCount } from '../text/format.js';

/** The methods behind the figures of a comparison. */
export const NOTES =
  'Time is counted in attempts. Trials that reached their cap, finished or timed out are ' +
  'censored; where some timed out, the same follows with these as failures. Medians are ' +
  "Kaplan and Meier's with log-log intervals, rates failures per " +
  'attempt with chi-square intervals (one-sided where nothing failed; where failures come at ' +
  "the first few attempts Clopper and Pearson's of the probability at each), shares have Wilson's. Failures of several kinds " +
  'compete: their shares by each attempt are cumulative incidences (Aalen and Johansen). ' +
  "Hazard ratios are Cox's, ties after Efron, with Wald intervals; where curves cross, " +
  'compare the means, which are restricted to how long all groups are known. Intervals are ' +
  'of each figure and each pair by itself.';

const over = (tests: number, what: string): readonly string[] =>
  tests === 0
    ? []
    : [`${formatCount(tests)} ${what}${tests === 1 ? ' (nothing to adjust)' : ''}`];

/**
 * Says which p-values are adjusted, and over what.
 *
 * @param where - what contains all the tests of a kind, phrased as the end of a clause
 */
export const describeAdjustment = (
  { logRank, fisher, pairs }: AdjustedComparisons['tests'],
  where: string,
): string => {
  const families = [
    ...over(logRank, 'log-rank of all groups'),
    ...over(fisher, "Fisher's"),
    ...over(pairs, 'log-rank of pairs'),
  ];
  return families.length === 0
    ? 'Nothing was tested.'
    : 'Adjusted p-values are after Holm, over all tests of the same kind ' +
        `${where}: ${families.join(', ')}. Sentences in plain words use them.`;
};
