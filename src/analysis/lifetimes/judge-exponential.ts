import { ALPHA } from '../numerics/alpha.js';
import type { GroupAnalysis } from './analyse.js';
import { bootstrapLikelihoodRatio, testExponentialFit } from './goodness-of-fit.js';
import type { Test } from './likelihood-ratio.js';
import { judgeFit, type ShapeVerdict } from './shape-verdict.js';

/** Whether lifetimes are exponential, and by which test. */
export interface ExponentialVerdict {
  readonly verdict: ShapeVerdict;
  /**
   * The test against any alternative; absent where it was not asked for or cannot be
   * computed.
   */
  readonly goodnessOfFit: Test | undefined;
}

/**
 * With fewer failures the profile likelihood excludes 1 too often. Of 100 exponential
 * samples it does so in 8 with 10 failures, in 10 with 5, and in 16 with 3 (simulated).
 */
const ENOUGH_FAILURES = 20;

/** Whether a refutation by the interval of the shape stands, where failures are few. */
const isRefuted = ({ table, curve }: GroupAnalysis): boolean => {
  if (curve.events >= ENOUGH_FAILURES) return true;
  const test = bootstrapLikelihoodRatio(table);
  return test !== undefined && test.p < ALPHA;
};

/**
 * Judges by the interval of the Weibull shape. Where fewer than 20 failed, a refutation
 * must also stand by bootstrap. Where failures come at the first few attempts, it judges
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
