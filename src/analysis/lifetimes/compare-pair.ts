import { max, min } from 'd3-array';
import { hasLifetimes, type SurvivalAnalysis } from './analyse.js';
import { hazardRatio, type HazardRatio } from './hazard-ratio.js';
import type { AlikePair } from './alike-tests.js';
import { curvesCross } from './curves-cross.js';
import { knownUntil } from './kaplan-meier.js';
import { restrictedMean, restrictedMeanDifference } from './restricted-mean.js';

/** Two groups side by side; the second is measured against the first. */
export interface PairComparison extends AlikePair {
  readonly hazardRatio: HazardRatio | undefined;
  /**
   * If so, the hazard ratio describes no single time, and the means are compared instead.
   */
  readonly curvesCross: boolean;
  /** The difference of the means up to the common cap. */
  readonly meanDifference: ReturnType<typeof restrictedMeanDifference>;
}

/**
 * The longest time up to which the curve of every group with lifetimes is known; where
 * all have died, the time of the last death.
 */
export const commonCap = ({ groups }: SurvivalAnalysis): number => {
  const curves = groups.filter(hasLifetimes).map(({ curve }) => curve);
  const cap = min(curves, knownUntil) ?? 0;
  return cap === Infinity ? (max(curves, ({ end }) => end) ?? 0) : cap;
};

/**
 * Compares pairs of groups by more than their test.
 *
 * @param most - how many pairs at most: those that differ most surely
 */
export const comparePairs = (
  analysis: SurvivalAnalysis,
  most: number,
): readonly PairComparison[] => {
  const cap = commonCap(analysis);
  return [...analysis.pairwise]
    .sort((one, other) => one.p - other.p || other.chiSquare - one.chiSquare)
    .slice(0, most)
    .map((test) => {
      const [a, b] = [analysis.groups[test.a], analysis.groups[test.b]];
      if (!a || !b) throw new RangeError('a pair of groups that are not there');
      return {
        ...test,
        hazardRatio: hazardRatio(a.table, b.table),
        curvesCross: curvesCross(a.curve, b.curve),
        meanDifference: restrictedMeanDifference(
          restrictedMean(a.curve, cap),
          restrictedMean(b.curve, cap),
        ),
      };
    });
};
