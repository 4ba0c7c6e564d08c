import type { Lifetime } from './lifetime.js';

/** Lifetimes in the order of time: a row for each different one, held in columns. */
export interface LifeTable {
  readonly n: number;
  readonly times: Float64Array;
  /** Those that lasted at least until the time of the row. */
  readonly atRisk: Float64Array;
  readonly failed: Float64Array;
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

/** How many values of a sorted column, from a place on, are equal to one. */
const runLength = (sorted: Float64Array, from: number, value: number): number => {
  let end = from;
  while (sorted[end] === value) end += 1;
  return end - from;
};

/**
 * Makes a life table of failures and censored times given apart, which are sorted in
 * place.
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

/**
 * Sorts lifetimes into a table, once for all that is made of them.
 *
 * @param lifetimes - finite, at least 0, in any order
 */
export const lifeTable = (lifetimes: readonly Lifetime[]): LifeTable =>
  tableOfTimes(timesOf(lifetimes, true), timesOf(lifetimes, false));

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

/** The time that all together lasted. */
export const exposureIn = (table: LifeTable): number => {
  let exposure = 0;
  forEachRow(table, (time, _, failed, censored) => {
    exposure += time * (failed + censored);
  });
  return exposure;
};

/** The longest time there is; 0 of an empty table. */
export const longestIn = ({ times }: LifeTable): number => times.at(-1) ?? 0;
