import { ALPHA } from '../alpha.js';
import type { Verdict } from '../claims/verdict.js';
import type { GroupAnalysis } from './analyse.js';
import { areCounts, fitGeometric, type GeometricFit } from './geometric.js';
import { testExponentialFit } from './goodness-of-fit.js';
import type { Test } from './likelihood-ratio.js';
import { judgeShape } from './shape-verdict.js';

/** Whether lifetimes are exponential, and by what. */
export interface ExponentialVerdict {
  readonly verdict: Extract<Verdict, 'holds' | 'refuted' | 'undecided'>;
  /** Against whatever else; absent where it was not asked for or cannot be had. */
  readonly goodnessOfFit: Test | undefined;
  /** Where failures come at the first few attempts, which this law is of, not a Weibull. */
  readonly geometric: GeometricFit | undefined;
}

/** From this chance of failing at each attempt on, attempts are too few for a continuous
 * law: ten of them on average. */
const LEAST_GEOMETRIC = 0.1;

const geometricOf = ({ table }: GroupAnalysis): GeometricFit | undefined => {
  const fit = areCounts(table) ? fitGeometric(table) : undefined;
  return fit && fit.chance >= LEAST_GEOMETRIC ? fit : undefined;
};

/**
 * Judges by the interval of the Weibull shape, and of failures at the first few attempts
 * by the goodness of fit alone, which can refute but never confirm.
 *
 * @param isBootstrapped - whether to take the time for the goodness of fit
 */
export const judgeExponentialOf = (
  group: GroupAnalysis,
  isBootstrapped: boolean,
): ExponentialVerdict => {
  const goodnessOfFit = isBootstrapped ? testExponentialFit(group.table) : undefined;
  const geometric = geometricOf(group);
  if (geometric) {
    const isRejected = goodnessOfFit !== undefined && goodnessOfFit.p < ALPHA;
    return { verdict: isRejected ? 'refuted' : 'undecided', goodnessOfFit, geometric };
  }
  const verdict = group.weibull ? judgeShape(group.weibull.shapeInterval) : 'undecided';
  return { verdict, goodnessOfFit, geometric };
};
