import { bdtr, chdtrc, compiled, incbi, lgam, ndtri } from 'cephes';
import { ALPHA } from './alpha.js';
import { rootBeyond } from './root.js';

// A WebAssembly module, ready within a millisecond; here, so that nobody else must wait.
await compiled;

/** The chance that chi-square is at least `x`; precise down to 1e-300, and 0 beyond. */
export const chiSquareUpperTail = (x: number, degrees: number): number => {
  try {
    return chdtrc(degrees, x);
  } catch (error) {
    // Thrown by `igam` and `igamc` where the density is below what a number can hold.
    if (!(error instanceof Error) || !error.message.includes('underflow')) throw error;
    return x < degrees ? 1 : 0;
  }
};

/** A first guess at a quantile of chi-square (Wilson and Hilferty, "The Distribution of
 * Chi-square", 1931). */
const roughQuantile = (p: number, degrees: number): number => {
  const spread = 2 / (9 * degrees);
  return degrees * Math.max(0.01, 1 - spread + ndtri(p) * Math.sqrt(spread)) ** 3;
};

/**
 * Below which chi-square lies with chance `p`. Found from the upper tail, for `chdtri` of
 * cephes gives up on some that it passes on its way through small numbers.
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

/** Below which the beta distribution lies with chance `p`. */
export const betaQuantile = (p: number, a: number, b: number): number => incbi(a, b, p);

/** The chance that of `n` tries, each with chance `p`, at most `k` succeed. */
export const binomialLowerTail = (k: number, n: number, p: number): number =>
  bdtr(k, n, p);

/** The logarithm of a factorial. */
export const logFactorial = (n: number): number => lgam(n + 1);

/** Above which the standard normal distribution lies with this chance. */
export const normalUpperQuantile = (chance: number): number => -ndtri(chance);

/** Between minus this and this lie 95 % of the standard normal distribution. */
export const Z_95 = normalUpperQuantile(ALPHA / 2);
