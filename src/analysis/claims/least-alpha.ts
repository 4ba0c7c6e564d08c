import { ALPHA } from '../alpha.js';
import type { Verdict } from './verdict.js';

/** What a number can hold, with room for its half. */
const LEAST_EXPONENT = -300;
const STEPS = 40;

/**
 * The p of a verdict that was given by intervals: the smallest chance of missing at
 * which these still give it. Intervals and tests being two sides of one thing, it is the
 * chance that the test of the verdict's contrary comes to (Lehmann and Romano, "Testing
 * Statistical Hypotheses", 3rd ed., section 3.5).
 *
 * @param verdictAt - by intervals that miss with a given chance; those of a smaller one
 *   hold those of a larger
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
