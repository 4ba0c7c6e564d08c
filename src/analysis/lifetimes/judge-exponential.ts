import { ALPHA } from '../numerics/alpha.js';
import type { GroupAnalysis } from './analyse.js';
import { bootstrapLikelihoodRatio, testExponentialFit } from './goodness-of-fit.js';
import type { Test } from './likelihood-ratio.js';
import { judgeFit, type ShapeVerdict } from './shape-verdict.js';

/** Whether lifetimes are exponential, and by what. */
export interface ExponentialVerdict {
  readonly verdict: ShapeVerdict;
  /** Against whatever else; absent where it was not asked for or cannot be had. */
  readonly goodnessOfFit: Test | undefined;
}

/** Of fewer failures the profile likelihood leaves 1 out too often: of 10 exponential ones
 * in 8 samples of 100, of 5 in 10, of 3 in 16 (simulated). */
const ENOUGH_FAILURES = 20;

/** Whether a refutation by the interval of the shape stands, where failures are few. */
const isRefuted = ({ table, curve }: GroupAnalysis): boolean => {
  if (curve.events >= ENOUGH_FAILURES) return true;
  const test = bootstrapLikelihoodRatio(table);
  return test !== undefined && test.p < ALPHA;
};

/**
 * Judges by the interval of the Weibull shape, whose refutation must stand by bootstrap as
 * well where fewer than 20 failed, and of failures at the first few attempts
 * by the goodness of fit alone, which can refute but never confirm.
 *
 * @param isBootstrapped - whether to take the time for the goodness of fit
 */
export const judgeExponentialOf = (
  group: GroupAnalysis,
  isBootstrapped: boolean,
): ExponentialVerdict => {
  const goodnessOfFit = isBootstrapped ? testExponentialFit(group.table) : undefined;
  if (group.geometric) {
    const isRejected = goodnessOfFit !== undefined && goodnessOfFit.p < ALPHA;
    return { verdict: isRejected ? 'refuted' : 'undecided', goodnessOfFit };
  }
  const verdict = judgeFit(group.table, group.weibull);
  const isLucky = verdict === 'refuted' && !isRefuted(group);
  return { verdict: isLucky ? 'undecided' : verdict, goodnessOfFit };
};
