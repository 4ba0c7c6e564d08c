import { safeJson } from '../json/safe-json.js';
import { inBatches } from './batches.js';
import { rowObject, type Column } from './column.js';

/**
 * Rows as a JSON array of objects, one per line.
 *
 * @returns the text in pieces, since very many rows are more than a string can hold
 */
export function* jsonPieces<Row>(
  columns: readonly Column<Row>[],
  rows: readonly Row[],
): Generator<string> {
  let before = '[\n';
  for (const some of inBatches(rows)) {
    yield before + some.map((row) => safeJson(rowObject(columns, row))).join(',\n');
    before = ',\n';
  }
  yield rows.length === 0 ? '[]\n' : '\n]\n';
}
