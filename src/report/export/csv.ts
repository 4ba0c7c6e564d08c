import { stringify } from 'csv-stringify/sync';
import { printable } from '../words.js';
import type { Column, Value } from './column.js';

/** Nothing is an empty field; true and false are words, for R and Python alike. */
const field = (value: Value): string =>
  typeof value === 'object' && value !== null
    ? JSON.stringify(value)
    : String(value ?? '');

/** Rows as CSV with a header line, which is there without rows too. */
export const toCsv = <Row>(
  columns: readonly Column<Row>[],
  rows: readonly Row[],
): string =>
  stringify([
    columns.map(({ name }) => name),
    ...rows.map((row) => columns.map(({ of }) => printable(field(of(row))))),
  ]);
