/**
 * The part of cephes 3.3.3 that the lab uses. TypeScript does not find its own types,
 * which are not among the package's exports.
 */
declare module 'cephes' {
  /** Resolves when the functions can be called. */
  export const compiled: Promise<void>;
  /** The upper tail of chi-square. */
  export function chdtrc(degrees: number, x: number): number;
  /** The quantile of the standard normal distribution for a lower tail. */
  export function ndtri(lowerTail: number): number;
  /** The quantile of the beta distribution for a lower tail. */
  export function incbi(a: number, b: number, lowerTail: number): number;
  /** The probability of at most `k` successes in `n` tries. */
  export function bdtr(k: number, n: number, p: number): number;
  /** The logarithm of the gamma function. */
  export function lgam(x: number): number;
}
