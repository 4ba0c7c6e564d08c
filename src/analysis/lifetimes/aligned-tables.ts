import type { LifeTable } from './life-table.js';

/** What happened at one time in one of several tables. */
export interface Row {
  atRisk: number;
  failed: number;
  /** Failed or censored. */
  gone: number;
}

const timesOf = (tables: readonly LifeTable[]): Float64Array => {
  const length = tables.reduce((total, { times }) => total + times.length, 0);
  const all = new Float64Array(length);
  let next = 0;
  for (const { times } of tables) {
    all.set(times, next);
    next += times.length;
  }
  return all.sort();
};

/**
 * Walks through several tables at once, in the order of time.
 *
 * @param visit - is given a row for each table, good until it returns
 */
export const walkTogether = (
  tables: readonly LifeTable[],
  visit: (rows: readonly Row[], time: number) => void,
): void => {
  const rows = tables.map(({ n }) => ({ atRisk: n, failed: 0, gone: 0 }));
  const next = new Int32Array(tables.length);
  let previous = NaN;
  for (const time of timesOf(tables)) {
    if (time === previous) continue;
    previous = time;
    rows.forEach((row, index) => {
      const table = tables[index];
      const at = next[index] ?? 0;
      row.atRisk -= row.gone;
      row.failed = 0;
      row.gone = 0;
      if (table?.times[at] !== time) return;
      row.failed = table.failed[at] ?? 0;
      row.gone = row.failed + (table.censored[at] ?? 0);
      next[index] = at + 1;
    });
    visit(rows, time);
  }
};
