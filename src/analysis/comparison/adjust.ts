import { holm } from '../numerics/holm.js';
import type { ComparisonAnalysis } from './analyse.js';

/** A comparison whose p-values are adjusted; those of its pairs are where they were. */
export interface AdjustedComparison extends ComparisonAnalysis {
  readonly pHolm: {
    readonly logRank: number | undefined;
    readonly fisher: number | undefined;
  };
}

/** Comparisons that are read together. */
export interface AdjustedComparisons {
  readonly comparisons: readonly AdjustedComparison[];
  /** Over how many tests of its kind each p-value was adjusted. */
  readonly tests: {
    readonly logRank: number;
    readonly fisher: number;
    readonly pairs: number;
  };
}

/** Adjusts those p-values that there are; nothing stays nothing. */
const adjusted = (pValues: readonly (number | undefined)[]) => {
  const known = pValues.filter((p) => p !== undefined);
  const values = holm(known)[Symbol.iterator]();
  return {
    tests: known.length,
    pValues: pValues.map((p) => (p === undefined ? p : values.next().value)),
  };
};

/**
 * Adjusts, after Holm, what is tested in comparisons that are read together. There are
 * three kinds of question: whether groups last alike (log-rank of all), whether they end
 * alike (Fisher), and which two differ (log-rank of a pair). Each is a family, over all the
 * comparisons.
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
