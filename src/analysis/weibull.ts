import { max, sum } from 'd3-array';

/** A survival time; censored ones did not fail until then. */
export interface Survival {
  /** Above 0. */
  readonly time: number;
  readonly failed: boolean;
}

/** A Weibull distribution fitted by maximum likelihood. */
export interface WeibullFit {
  readonly shape: number;
  /** The 95 % profile-likelihood interval of the shape. */
  readonly shapeInterval: readonly [number, number];
  readonly scale: number;
  readonly logLikelihood: number;
}

/** The 0.95 quantile of chi-square with one degree of freedom. */
const CHI_SQUARE_95 = 3.841458820694124;
const SHAPE_BOUNDS = [1e-3, 1e3] as const;

/** Where a function changes its sign between two positive bounds; in logarithms. */
const signChange = (f: (x: number) => number, from: number, to: number): number => {
  let [low, high] = [Math.log(from), Math.log(to)];
  const isPositiveAtLow = f(from) > 0;
  for (let step = 0; step < 100; step++) {
    const middle = (low + high) / 2;
    if (f(Math.exp(middle)) > 0 === isPositiveAtLow) low = middle;
    else high = middle;
  }
  return Math.exp((low + high) / 2);
};

/**
 * Fits a Weibull distribution to right-censored times: for a given shape the best scale
 * is known, which leaves one equation in the shape (Lawless, "Statistical Models and
 * Methods for Lifetime Data", 2nd ed., section 5.2).
 *
 * @returns nothing without two different times of failure, which leave the shape open
 */
export const fitWeibull = (trials: readonly Survival[]): WeibullFit | undefined => {
  const largest = max(trials, ({ time }) => time) ?? 1;
  // Relative to the largest, so that no power of them overflows.
  const logs = trials.map(({ time }) => Math.log(time / largest));
  const failures = logs.filter((_, index) => trials[index]?.failed);
  if (new Set(failures).size < 2) return undefined;
  const r = failures.length;
  const sumOfLogs = sum(failures);
  const power = (shape: number) => sum(logs, (log) => Math.exp(shape * log));
  const score = (shape: number): number =>
    1 / shape +
    sumOfLogs / r -
    sum(logs, (log) => log * Math.exp(shape * log)) / power(shape);
  const profile = (shape: number): number =>
    r * Math.log(shape) +
    (shape - 1) * sumOfLogs -
    r * Math.log(power(shape) / r) -
    r * Math.log(largest) -
    r;
  const [least, most] = SHAPE_BOUNDS;
  const shape = signChange(score, least, most);
  const best = profile(shape);
  const drop = (k: number): number => 2 * (best - profile(k)) - CHI_SQUARE_95;
  return {
    shape,
    shapeInterval: [signChange(drop, least, shape), signChange(drop, shape, most)],
    scale: largest * (power(shape) / r) ** (1 / shape),
    logLikelihood: best,
  };
};
