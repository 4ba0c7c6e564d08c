import { ALPHA } from '../numerics/alpha.js';
import type { Verdict } from './verdict.js';

/** An exponent of 10 that a number can hold, with room for half of the value. */
const LEAST_EXPONENT = -300;
const STEPS = 40;

/**
 * The p-value of a verdict given by confidence intervals: the smallest significance level
 * at which the verdict is still reached. By the duality of intervals and tests, it is the
 * p-value of the test whose null hypothesis is the contrary of the verdict (Lehmann and
 * Romano, "Testing Statistical Hypotheses", 3rd ed., section 3.5).
 *
 * @param verdictAt - judges by confidence intervals at 1 - alpha; intervals at a smaller
 *   alpha contain those at a larger one
 * @returns 0 for values below 1e-300
 */
export const leastAlpha = (verdictAt: (alpha: number) => Verdict): number => {
  const verdict = verdictAt(ALPHA);
  const isGivenAt = (exponent: number): boolean => verdictAt(10 ** exponent) === verdict;
  if (isGivenAt(LEAST_EXPONENT)) return 0;
  let [without, given] = [LEAST_EXPONENT, Math.log10(ALPHA)];
  for (let step = 0; step < STEPS; step += 1) {
    const middle = (without + given) / 2;
    if (isGivenAt(middle)) given = middle;
    else without = middle;
  }
  return 10 ** given;
};
