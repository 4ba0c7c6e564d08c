import { sum } from 'd3-array';
import { logFactorial } from '../numerics/special-functions.js';

/** The counts of a row, a column or any other part of a table. */
export type Counts = readonly number[];

const known: number[] = [];

/** Keeps its results, because it is called with the same few numbers over and over. */
export const logFactorialOf = (n: number): number => (known[n] ??= logFactorial(n));

/**
 * The logarithm of the product of factorials. The larger it is, the less likely is a
 * table with these cells.
 */
export const logFactorials = (counts: Counts): number => sum(counts, logFactorialOf);

/** Swaps rows and columns. */
export const transposed = (rows: readonly Counts[]): readonly Counts[] =>
  (rows[0] ?? []).map((_, column) => rows.map((row) => row[column] ?? 0));
