import { holm } from '../numerics/holm.js';
import type { ComparisonAnalysis } from './analyse.js';

/** A comparison with adjusted p-values. Those of its pairs are stored with the pairs. */
export interface AdjustedComparison extends ComparisonAnalysis {
  readonly pHolm: {
    readonly logRank: number | undefined;
    readonly fisher: number | undefined;
  };
}

/** Comparisons that are read together. */
export interface AdjustedComparisons {
  readonly comparisons: readonly AdjustedComparison[];
  /** The number of tests of its kind over which each p-value was adjusted. */
  readonly tests: {
    readonly logRank: number;
    readonly fisher: number;
    readonly pairs: number;
  };
}

/** Adjusts the p-values that exist; undefined stays undefined. */
const adjusted = (pValues: readonly (number | undefined)[]) => {
  const known = pValues.filter((p) => p !== undefined);
  const values = holm(known)[Symbol.iterator]();
  return {
    tests: known.length,
    pValues: pValues.map((p) => (p === undefined ? p : values.next().value)),
  };
};

/**
 * Holm-adjusts the tests of comparisons that are read together. There are three kinds of
 * question: whether groups last alike (log-rank of all), whether they end alike (Fisher),
 * and which two differ (log-rank of a pair). Each kind is one family of tests over all
 * the comparisons.
 */
export const adjustComparisons = (
  analyses: readonly ComparisonAnalysis[],
): AdjustedComparisons => {
  const logRank = adjusted(analyses.map(({ survival }) => survival.logRank?.p));
  const fisher = adjusted(analyses.map((analysis) => analysis.fisher?.p));
  const pairs = holm(
    analyses.flatMap(({ survival }) => survival.pairwise.map(({ p }) => p)),
  );
  let pair = 0;
  const comparisons = analyses.map((analysis, index) => {
    const pairwise = analysis.survival.pairwise.map((test) => ({
      ...test,
      pHolm: pairs[pair++] ?? NaN,
    }));
    return {
      ...analysis,
      survival: { ...analysis.survival, pairwise },
      pHolm: { logRank: logRank.pValues[index], fisher: fisher.pValues[index] },
    };
  });
  return {
    comparisons,
    tests: { logRank: logRank.tests, fisher: fisher.tests, pairs: pairs.length },
  };
};
