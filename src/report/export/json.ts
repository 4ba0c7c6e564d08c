import { safeJson } from '../safe-json.js';
import { rowObject, type Column } from './column.js';

/** Rows as a JSON array of objects, a line each. */
export const toJson = <Row>(
  columns: readonly Column<Row>[],
  rows: readonly Row[],
): string => {
  const lines = rows.map((row) => safeJson(rowObject(columns, row)));
  return lines.length === 0 ? '[]\n' : `[\n${lines.join(',\n')}\n]\n`;
};
