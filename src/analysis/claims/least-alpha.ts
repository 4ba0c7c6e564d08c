import { ALPHA } from '../numerics/alpha.js';
import type { Verdict } from './verdict.js';

/** What a number can hold, with room for its half. */
const LEAST_EXPONENT = -300;
const STEPS = 40;

/**
 * The p-value of a verdict that confidence intervals give: the smallest significance level
 * at which it is still reached. By the duality of intervals and tests it is the p-value of
 * the test whose null hypothesis is the verdict's contrary (Lehmann and Romano, "Testing
 * Statistical Hypotheses", 3rd ed., section 3.5).
 *
 * @param verdictAt - by confidence intervals at 1 - alpha; those of a smaller alpha
 *   contain those of a larger
 * @returns 0 for what is below 1e-300
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
