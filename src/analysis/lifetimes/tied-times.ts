/** As in `aeqSurv` of R's survival package. */
const TOLERANCE = Math.sqrt(Number.EPSILON);

/** Counts are exact and therefore never rounded to one another. */
const areExact = (one: number, other: number): boolean =>
  Number.isSafeInteger(one) && Number.isSafeInteger(other);

/** Whether two times are the same but for rounding; the smaller one comes first. */
const isSameTime = (time: number, later: number): boolean =>
  later - time <= TOLERANCE * later && !areExact(time, later);

const inOrder = (columns: readonly Float64Array[]): Float64Array => {
  const [only] = columns;
  if (only && columns.length === 1) return only;
  const all = new Float64Array(columns.reduce((sum, { length }) => sum + length, 0));
  let end = 0;
  for (const column of columns) {
    all.set(column, end);
    end += column.length;
  }
  return all.sort();
};

/**
 * The times that replace others; undefined where no two are the same but for rounding.
 */
const firstsIn = (sorted: Float64Array): Float64Array | undefined => {
  const firsts = new Float64Array(sorted.length);
  let [count, anyTied] = [0, false];
  for (const time of sorted) {
    const first = firsts[count - 1] ?? NaN;
    if (time === first) continue;
    if (isSameTime(first, time)) anyTied = true;
    else firsts[count++] = time;
  }
  return anyTied ? firsts.subarray(0, count) : undefined;
};

/**
 * Replaces each time of a sorted column by the last of the firsts that is not beyond it.
 */
const movedTo = (firsts: Float64Array, column: Float64Array): Float64Array => {
  let at = 0;
  return column.map((time) => {
    while ((firsts[at + 1] ?? Infinity) <= time) at += 1;
    return firsts[at] ?? time;
  });
};

/**
 * Makes times one that are equal but for rounding, such as 0.1 + 0.2 and 0.3. Each
 * becomes the smallest time from which it is less than a relative 1.5e-8 away. `aeqSurv`
 * of R's survival package does the same (functions of the package pass times through it;
 * their `timefix`), with three differences. It measures by the mean of all times, so that
 * one long time ties short ones that differ, and by 1.5e-8 itself, so that nanoseconds
 * given in seconds are all alike. It ties in chains. And it ties whole numbers, which are
 * exact.
 *
 * @param columns - each sorted
 * @returns nothing when no two times are equal but for rounding
 */
export const tieTimes = (
  columns: readonly Float64Array[],
): readonly Float64Array[] | undefined => {
  const firsts = firstsIn(inOrder(columns));
  return firsts && columns.map((column) => movedTo(firsts, column));
};
