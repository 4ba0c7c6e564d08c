import { chiSquareQuantile } from '../numerics/special-functions.js';
import { exposureIn, failuresIn, isMeasurable, type LifeTable } from './life-table.js';

/** An exponential distribution fitted by maximum likelihood. */
export interface ExponentialFit {
  readonly failures: number;
  /** Failures per unit of time; 0 when nothing failed. */
  readonly rate: number;
  /** At 95 %. When nothing failed, only the upper bound says anything. */
  readonly rateInterval: readonly [lower: number, upper: number];
  readonly logLikelihood: number;
}

/**
 * Fits an exponential distribution to right-censored times, with the chi-square interval
 * for tests that end at a fixed time: 2r degrees of freedom for the lower bound, 2r + 2
 * for the upper (Lawless, "Statistical Models and Methods for Lifetime Data", 2nd ed.,
 * section 4.1.2; Cox, Biometrika 40, 1953). When nothing failed, the upper bound is
 * one-sided, so that its inverse is a lower bound on the mean lifetime.
 *
 * @returns nothing when no time passed at all, or more than a number can hold
 */
export const fitExponential = (table: LifeTable): ExponentialFit | undefined => {
  const failures = failuresIn(table);
  const exposure = exposureIn(table);
  const rate = failures / exposure;
  if (!isMeasurable(exposure) || rate === Infinity) return undefined;
  const bound = (p: number, degrees: number): number =>
    chiSquareQuantile(p, degrees) / (2 * exposure);
  if (failures === 0) {
    return { failures, rate, rateInterval: [0, bound(0.95, 2)], logLikelihood: 0 };
  }
  return {
    failures,
    rate,
    rateInterval: [bound(0.025, 2 * failures), bound(0.975, 2 * failures + 2)],
    logLikelihood: failures * Math.log(rate) - failures,
  };
};
