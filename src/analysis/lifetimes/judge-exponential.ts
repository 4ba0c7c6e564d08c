import { ALPHA } from '../alpha.js';
import type { Verdict } from '../claims/verdict.js';
import type { GroupAnalysis } from './analyse.js';
import { testExponentialFit } from './goodness-of-fit.js';
import type { Test } from './likelihood-ratio.js';
import { judgeFit } from './shape-verdict.js';

/** Whether lifetimes are exponential, and by what. */
export interface ExponentialVerdict {
  readonly verdict: Extract<Verdict, 'holds' | 'refuted' | 'undecided'>;
  /** Against whatever else; absent where it was not asked for or cannot be had. */
  readonly goodnessOfFit: Test | undefined;
}

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
  if (group.geometric) {
    const isRejected = goodnessOfFit !== undefined && goodnessOfFit.p < ALPHA;
    return { verdict: isRejected ? 'refuted' : 'undecided', goodnessOfFit };
  }
  const verdict = judgeFit(group.table, group.weibull);
  return { verdict, goodnessOfFit };
};
