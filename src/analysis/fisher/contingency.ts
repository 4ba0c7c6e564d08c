import { sum } from 'd3-array';
import { logFactorial } from '../numerics/special-functions.js';

/** Of a row, a column or whatever else of a table. */
export type Counts = readonly number[];

const known: number[] = [];

/** Asked for the same few numbers over and over. */
export const logFactorialOf = (n: number): number => (known[n] ??= logFactorial(n));

/** The logarithm of the product of factorials: the more, the less likely a table of such
 * cells. */
export const logFactorials = (counts: Counts): number => sum(counts, logFactorialOf);

/** Rows for columns. */
export const transposed = (rows: readonly Counts[]): readonly Counts[] =>
  (rows[0] ?? []).map((_, column) => rows.map((row) => row[column] ?? 0));
