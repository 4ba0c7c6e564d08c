import { chiSquareUpperTail } from '../numerics/special-functions.js';
import type { ExponentialFit } from './exponential.js';
import type { WeibullFit } from './weibull.js';

/** The result of a hypothesis test. */
export interface Test {
  readonly statistic: number;
  readonly p: number;
}

/**
 * Tests the exponential distribution against the Weibull, of which it is the special case
 * with shape 1. Twice the gain in log-likelihood is chi-square with one degree of freedom
 * (Wilks, "The Large-Sample Distribution of the Likelihood Ratio", 1938).
 */
export const likelihoodRatioTest = (
  exponential: ExponentialFit,
  weibull: WeibullFit,
): Test => {
  const gain = weibull.logLikelihood - exponential.logLikelihood;
  const statistic = Math.max(0, 2 * gain);
  return { statistic, p: chiSquareUpperTail(statistic, 1) };
};
