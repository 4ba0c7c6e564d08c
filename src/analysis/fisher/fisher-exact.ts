import { sum } from 'd3-array';
import { probabilityOfAsUnlikely, TooManyTables } from './as-unlikely.js';
import { logFactorials, transposed, type Counts } from './contingency.js';
import { drawnProbability } from './drawn-tables.js';

/** The test of a table of counts. */
export interface FisherTest {
  readonly p: number;
  /**
   * The number of tables drawn at random because there are too many; undefined where the
   * test is exact.
   */
  readonly drawn: number | undefined;
}

/** Tables whose probabilities differ by less than this are equally likely, as in R. */
const TOLERANCE = 1e-7;
const [FEWEST_DRAWN, MOST_DRAWN] = [999, 20_000];
/** Outcomes dealt out over all the tables that are drawn; this takes some seconds. */
const MOST_DEALT = 2e8;

const withAny = (rows: readonly Counts[]): readonly Counts[] =>
  rows.filter((row) => sum(row) > 0);

/**
 * Tests whether groups have the same shares of outcomes (Fisher, "The Logic of Inductive
 * Inference", 1935; Freeman and Halton, Biometrika 38, 1951, for more than two by two).
 * The p-value is the probability of all tables with the same margins that are no likelier
 * than this one. Where there are too many tables to go through, 20,000 are drawn from a
 * seed; with more than 10,000 outcomes fewer are drawn, but at least 999.
 *
 * @param rows - a row for each group, a column for each outcome; whole numbers
 */
export const fisherExact = (rows: readonly Counts[]): FisherTest => {
  const used = transposed(withAny(transposed(withAny(rows))));
  // The longer side becomes the columns: with fewer rows there are fewer nodes.
  const table = used.length <= (used[0]?.length ?? 0) ? used : transposed(used);
  if (table.length < 2) return { p: 1, drawn: undefined };
  const ofRows = table.map((row) => sum(row));
  const ofColumns = transposed(table).map((column) => sum(column));
  const observed = sum(table, logFactorials) - TOLERANCE;
  try {
    return { p: probabilityOfAsUnlikely(ofRows, ofColumns, observed), drawn: undefined };
  } catch (error) {
    if (!(error instanceof TooManyTables)) throw error;
    const affordable = Math.floor(MOST_DEALT / sum(ofRows));
    const drawn = Math.max(FEWEST_DRAWN, Math.min(MOST_DRAWN, affordable));
    return { p: drawnProbability(ofRows, ofColumns, observed, drawn), drawn };
  }
};
