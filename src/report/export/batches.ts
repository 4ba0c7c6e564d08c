const ROWS = 1000;

/** Rows, so many at a time that what is made of them stays small. */
export function* inBatches<Row>(rows: readonly Row[]): Generator<readonly Row[]> {
  for (let start = 0; start < rows.length; start += ROWS) {
    yield rows.slice(start, start + ROWS);
  }
}
