import { stringify } from 'csv-stringify/sync';
import { printable } from '../../printable.js';
import { inBatches } from './batches.js';
import type { Column, Value } from './column.js';

/** Null becomes an empty field; true and false are words, for R and Python alike. */
const field = (value: Value): string =>
  typeof value === 'object' && value !== null
    ? JSON.stringify(value)
    : String(value ?? '');

/**
 * Rows as CSV with a header line, which is present even without rows.
 *
 * @returns the text in pieces, since very many rows are more than a string can hold
 */
export function* csvPieces<Row>(
  columns: readonly Column<Row>[],
  rows: readonly Row[],
): Generator<string> {
  yield stringify([columns.map(({ name }) => name)]);
  for (const some of inBatches(rows)) {
    yield stringify(
      some.map((row) => columns.map(({ of }) => printable(field(of(row))))),
    );
  }
}

/** The same in one piece, for rows that are known to be few. */
export const toCsv = <Row>(
  columns: readonly Column<Row>[],
  rows: readonly Row[],
): string => [...csvPieces(columns, rows)].join('');
