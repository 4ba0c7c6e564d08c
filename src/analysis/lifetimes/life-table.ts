import { tieTimes } from './tied-times.js';

/** How long something lasted; a censored lifetime did not fail until then. */
export interface Lifetime {
  readonly time: number;
  readonly failed: boolean;
}

/** Lifetimes in the order of time: a row for each distinct time, held in columns. */
export interface LifeTable {
  readonly n: number;
  readonly times: Float64Array;
  /** The number that lasted at least until the time of the row. */
  readonly atRisk: Float64Array;
  readonly failed: Float64Array;
  readonly censored: Float64Array;
}

/** Lifetimes in columns, for any number of them: those that failed, and the others. */
export interface TimeColumns {
  readonly failures: Float64Array;
  readonly censored: Float64Array;
}

const timesOf = (lifetimes: readonly Lifetime[], wanted: boolean): Float64Array => {
  const times = new Float64Array(lifetimes.length);
  let count = 0;
  for (const { time, failed } of lifetimes) {
    if (failed === wanted) times[count++] = time;
  }
  return times.subarray(0, count);
};

const columnsOf = (lifetimes: readonly Lifetime[]): TimeColumns => ({
  failures: timesOf(lifetimes, true),
  censored: timesOf(lifetimes, false),
});

/** How many values of a sorted column, from a position on, equal the given value. */
const runLength = (sorted: Float64Array, from: number, value: number): number => {
  let end = from;
  while (sorted[end] === value) end += 1;
  return end - from;
};

/**
 * Makes a life table from failures and censored times given separately. Both are sorted
 * in place.
 */
export const tableOfTimes = (failures: Float64Array, others: Float64Array): LifeTable => {
  failures.sort();
  others.sort();
  const n = failures.length + others.length;
  const column = (): Float64Array => new Float64Array(n);
  const [times, atRisk, failed, censored] = [column(), column(), column(), column()];
  let [failure, other, rows] = [0, 0, 0];
  for (; failure + other < n; rows += 1) {
    const time = Math.min(failures[failure] ?? Infinity, others[other] ?? Infinity);
    const failedNow = runLength(failures, failure, time);
    const censoredNow = runLength(others, other, time);
    times[rows] = time;
    atRisk[rows] = n - failure - other;
    failed[rows] = failedNow;
    censored[rows] = censoredNow;
    failure += failedNow;
    other += censoredNow;
  }
  const used = (whole: Float64Array): Float64Array =>
    rows < n ? whole.slice(0, rows) : whole;
  return {
    n,
    times: used(times),
    atRisk: used(atRisk),
    failed: used(failed),
    censored: used(censored),
  };
};

/** Joins the rows whose times have become equal. */
const withRowsJoined = (table: LifeTable, times: Float64Array): LifeTable => {
  const [failures, others]: [number[], number[]] = [[], []];
  times.forEach((time, row) => {
    for (let count = table.failed[row] ?? 0; count > 0; count -= 1) failures.push(time);
    for (let count = table.censored[row] ?? 0; count > 0; count -= 1) others.push(time);
  });
  return tableOfTimes(Float64Array.from(failures), Float64Array.from(others));
};

/**
 * The same tables with times made one that are equal but for rounding, in whichever
 * tables they are.
 */
export const tieTables = (tables: readonly LifeTable[]): readonly LifeTable[] => {
  const tied = tieTimes(tables.map(({ times }) => times));
  return tied === undefined
    ? tables
    : tables.map((table, index) => withRowsJoined(table, tied[index] ?? table.times));
};

/**
 * Sorts lifetimes into a table, once for everything that is made of them. Times that are
 * equal but for rounding are made one.
 *
 * @param lifetimes - finite, at least 0, in any order; those in columns are sorted in
 *   place
 */
export const lifeTable = (lifetimes: readonly Lifetime[] | TimeColumns): LifeTable => {
  const columns = 'failures' in lifetimes ? lifetimes : columnsOf(lifetimes);
  const table = tableOfTimes(columns.failures, columns.censored);
  return tieTables([table])[0] ?? table;
};

/** Visits the rows of a table in the order of time. */
export const forEachRow = (
  { times, atRisk, failed, censored }: LifeTable,
  visit: (time: number, atRisk: number, failed: number, censored: number) => void,
): void => {
  times.forEach((time, row) => {
    visit(time, atRisk[row] ?? 0, failed[row] ?? 0, censored[row] ?? 0);
  });
};

/** How many failed. */
export const failuresIn = ({ failed }: LifeTable): number =>
  failed.reduce((total, count) => total + count, 0);

/** The total time of all lifetimes. */
export const exposureIn = (table: LifeTable): number => {
  let exposure = 0;
  forEachRow(table, (time, _, failed, censored) => {
    exposure += time * (failed + censored);
  });
  return exposure;
};

/** Whether a rate can be computed from a total time. */
export const isMeasurable = (exposure: number): boolean =>
  exposure > 0 && exposure < Infinity;

/** The longest time; 0 for an empty table. */
export const longestIn = ({ times }: LifeTable): number => times.at(-1) ?? 0;
