import type { ExponentialFit } from './exponential.js';
import type { SurvivalCurve } from './kaplan-meier.js';

/**
 * When something failed, and when it would have failed under an exponential distribution.
 */
export interface QuantilePair {
  readonly observed: number;
  readonly expected: number;
}

/**
 * The quantiles of lifetimes beside those of the exponential distribution fitted to them,
 * one pair for each time at which something failed. The share that has failed by then is
 * taken from the middle of the curve's step, so that the very last step does not go to
 * infinity (Lawless, "Statistical Models and Methods for Lifetime Data", 2nd ed., section
 * 3.3, on probability plots under censoring).
 *
 * @returns nothing when nothing failed
 */
export const exponentialQuantiles = (
  { times, survival }: SurvivalCurve,
  { rate }: ExponentialFit,
): readonly QuantilePair[] =>
  Array.from(times, (observed, row) => {
    const middle = ((survival[row - 1] ?? 1) + (survival[row] ?? 0)) / 2;
    return { observed, expected: -Math.log(middle) / rate };
  });
