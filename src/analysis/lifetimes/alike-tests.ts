import { holm } from '../numerics/holm.js';
import type { LifeTable } from './life-table.js';
import { logRank, type LogRank, type PairTest } from './log-rank.js';
import { permutedLogRank, type Permuted } from './permuted-log-rank.js';

/**
 * How the p-value of a log-rank test was obtained; absent where it is from chi-square.
 */
export interface ByPermutation {
  readonly permuted?: Omit<Permuted, 'p'> | undefined;
}

/**
 * More groups than this are not tested together: the memory that the test needs grows
 * with the square of their number, and its time with the cube.
 */
export const MOST_TESTED_TOGETHER = 1000;
/** With more groups than this, pairs are not tested. */
export const MOST_PAIRED = 200;

/**
 * Lifetimes dealt out over all permutations of one call; this takes about two seconds.
 */
const WORK = 1e8;
const [ENOUGH_EXPECTED, LEAST_EXPECTED, MOST_BELOW] = [5, 1, 0.2];

/**
 * Whether chi-square is close enough to the distribution of a test that is based on
 * expected failures: none of them is below 1, and at most a fifth are below 5 (Cochran,
 * "Some Methods for Strengthening the Common Chi-square Tests", Biometrics 10, 1954).
 *
 * @param expected - by group; 0 where nobody was at risk, which adds nothing
 */
const isChiSquareNear = (expected: readonly number[]): boolean => {
  const known = expected.filter((failures) => failures > 0);
  const few = known.filter((failures) => failures < ENOUGH_EXPECTED);
  return (
    few.length <= MOST_BELOW * known.length &&
    few.every((failures) => failures >= LEAST_EXPECTED)
  );
};

const permutedTest = <T extends { readonly p: number }>(
  test: T,
  tables: readonly LifeTable[],
  work: number,
): T & ByPermutation => {
  const { p, ...permuted } = permutedLogRank(tables, work);
  return { ...test, p, permuted };
};

/**
 * The log-rank test of groups. It is by permutation where too few failures are expected
 * for chi-square.
 *
 * @param tables - one per group
 * @returns nothing when fewer than two groups could have had failures, or for more than
 *   1,000 groups
 */
export const testAlike = (
  tables: readonly LifeTable[],
): (LogRank & ByPermutation) | undefined => {
  const test = tables.length > MOST_TESTED_TOGETHER ? undefined : logRank(tables);
  return test && !isChiSquareNear(test.expected)
    ? permutedTest(test, tables, WORK)
    : test;
};

/** A log-rank test of a pair, with how its p-value was obtained. */
export type AlikePair = PairTest & ByPermutation;

/**
 * The same test of every pair that can be tested, Holm-adjusted.
 *
 * @returns no pairs at all for more than 200 groups
 */
export const testPairs = (tables: readonly LifeTable[]): readonly AlikePair[] => {
  if (tables.length > MOST_PAIRED) return [];
  const tested = tables.flatMap((first, a) =>
    tables.slice(a + 1).flatMap((second, offset) => {
      const both = [first, second];
      const test = logRank(both);
      return test ? [{ a, b: a + 1 + offset, both, test }] : [];
    }),
  );
  const isFew = ({ test }: { readonly test: LogRank }) => !isChiSquareNear(test.expected);
  const work = WORK / Math.max(1, tested.filter(isFew).length);
  const pairs = tested.map(({ a, b, both, test }) => {
    const pair = { a, b, chiSquare: test.chiSquare, p: test.p };
    return isFew({ test }) ? permutedTest(pair, both, work) : pair;
  });
  const adjusted = holm(pairs.map(({ p }) => p));
  return pairs.map((pair, index) => ({ ...pair, pHolm: adjusted[index] ?? NaN }));
};
