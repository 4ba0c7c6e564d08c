const ROWS = 1000;

/** Rows in batches, small enough that what is made of one batch stays small. */
export function* inBatches<Row>(rows: readonly Row[]): Generator<readonly Row[]> {
  for (let start = 0; start < rows.length; start += ROWS) {
    yield rows.slice(start, start + ROWS);
  }
}
