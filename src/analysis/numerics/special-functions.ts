import { bdtr, chdtrc, compiled, incbi, lgam, ndtri } from 'cephes';
import { ALPHA } from './alpha.js';
import { rootBeyond } from './find-root.js';

// A WebAssembly module, ready within a millisecond. It is awaited here so that nobody
// else must wait.
await compiled;

/**
 * What cephes computes; NaN where it gives up by throwing, so that only one figure is
 * lost.
 */
const orNaN = (compute: () => number): number => {
  try {
    return compute();
  } catch (error) {
    if (error instanceof Error && error.message.startsWith('cephes reports')) return NaN;
    throw error;
  }
};

/**
 * The probability that chi-square is at least `x`; precise down to 1e-300, and 0 below.
 */
export const chiSquareUpperTail = (x: number, degrees: number): number =>
  orNaN(() => {
    try {
      return chdtrc(degrees, x);
    } catch (error) {
      // Thrown by `igam` and `igamc` where the density is smaller than a number can hold.
      if (!(error instanceof Error) || !error.message.includes('underflow')) throw error;
      return x < degrees ? 1 : 0;
    }
  });

/** A first guess at a quantile of chi-square (Wilson and Hilferty, "The Distribution of
 * Chi-square", 1931). */
const roughQuantile = (p: number, degrees: number): number => {
  const spread = 2 / (9 * degrees);
  return degrees * Math.max(0.01, 1 - spread + ndtri(p) * Math.sqrt(spread)) ** 3;
};

/**
 * The value below which chi-square lies with probability `p`. It is found from the upper
 * tail, because `chdtri` of cephes gives up on some values that it passes on its way
 * through small numbers.
 */
export const chiSquareQuantile = (p: number, degrees: number): number => {
  const guess = roughQuantile(p, degrees);
  const excess = (logX: number): number =>
    chiSquareUpperTail(Math.exp(logX), degrees) - (1 - p);
  const step = 0.1 / Math.sqrt(degrees);
  const from = Math.log(guess);
  const root = rootBeyond(excess, from, excess(from) > 0 ? step : -step, 700);
  return root === undefined ? NaN : Math.exp(root);
};

/**
 * From this ratio of its parameters on, a beta distribution is practically a gamma
 * distribution, and `incbi` of cephes loses digits or gives up.
 */
const SKEWED = 1e4;

/**
 * The value below which the beta distribution lies with probability `p`. Where one
 * parameter is far larger than the other, it is computed from the gamma distribution that
 * the beta distribution tends to, to a relative 1e-8 (Wise, "On Normalizing the
 * Incomplete Beta-function for Fitting to Dose-response Data", Biometrika 47, 1960).
 *
 * @returns NaN where it cannot be computed
 */
export const betaQuantile = (p: number, a: number, b: number): number => {
  if (b > SKEWED * a) {
    return -Math.expm1(-chiSquareQuantile(p, 2 * a) / (2 * b + a - 1));
  }
  if (a > SKEWED * b) return 1 - betaQuantile(1 - p, b, a);
  return orNaN(() => incbi(a, b, p));
};

/** The probability that at most `k` of `n` tries succeed, each with probability `p`. */
export const binomialLowerTail = (k: number, n: number, p: number): number =>
  orNaN(() => bdtr(k, n, p));

/** The logarithm of a factorial. */
export const logFactorial = (n: number): number => orNaN(() => lgam(n + 1));

/**
 * The value above which the standard normal distribution lies with this probability,
 * above 0.
 */
export const normalUpperQuantile = (probability: number): number =>
  -orNaN(() => ndtri(probability));

/**
 * 95 % of the standard normal distribution lies between minus this value and this value.
 */
export const Z_95 = normalUpperQuantile(ALPHA / 2);
