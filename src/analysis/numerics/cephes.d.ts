/** What the lab uses of cephes 3.3.3, whose own types TypeScript does not find: they are
 * not among its package's exports. */
declare module 'cephes' {
  /** Resolves when the functions can be called. */
  export const compiled: Promise<void>;
  /** The upper tail of chi-square. */
  export function chdtrc(degrees: number, x: number): number;
  /** Where the standard normal distribution has a lower tail. */
  export function ndtri(lowerTail: number): number;
  /** Where the beta distribution has a lower tail. */
  export function incbi(a: number, b: number, lowerTail: number): number;
  /** The probability of at most `k` successes in `n` tries. */
  export function bdtr(k: number, n: number, p: number): number;
  /** The logarithm of the gamma function. */
  export function lgam(x: number): number;
}
