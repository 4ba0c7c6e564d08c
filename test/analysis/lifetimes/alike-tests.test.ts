import t from 'tap';
import {
  MOST_PAIRED,
  MOST_TESTED_TOGETHER,
  testAlike,
  testPairs,
} from '../../../src/analysis/lifetimes/alike-tests.js';
import { lifeTable, type LifeTable } from '../../../src/analysis/lifetimes/life-table.js';
import { logRank } from '../../../src/analysis/lifetimes/log-rank.js';
import { drawExponential, uniformFrom } from '../../../src/analysis/numerics/random.js';

const tableOf = (
  failed: readonly number[],
  censored: readonly number[] = [],
): LifeTable =>
  lifeTable({
    failures: Float64Array.from(failed),
    censored: Float64Array.from(censored),
  });

await t.test('two groups of three are dealt out in all ways', (t) => {
  // 2 of the 20 ways put all three early ones into one group.
  const test = testAlike([tableOf([1, 2, 3]), tableOf([4, 5, 6])]);
  t.match(test, { p: 0.1, permuted: { permutations: 20, isExact: true } });
  t.ok(
    (logRank([tableOf([1, 2, 3]), tableOf([4, 5, 6])])?.p ?? 1) < 0.05,
    'chi-square errs',
  );
  const [pair] = testPairs([tableOf([1, 2]), tableOf([3, 4])]);
  t.match(pair, { pHolm: 2 / 6, permuted: { permutations: 6 } });
  t.end();
});

await t.test('few failures of many lifetimes', (t) => {
  const many = (failed: readonly number[]) =>
    tableOf(failed, new Array<number>(50_000).fill(100));
  const test = testAlike([many([1, 2, 3, 4, 5, 6]), many([])]);
  t.equal(test?.permuted?.isExact, false);
  // All six in one of two groups of a size: 2 in 64.
  t.ok(Math.abs((test?.p ?? 0) - 2 / 64) < 0.004, String(test?.p));
  t.end();
});

await t.test('enough failures rest on chi-square', (t) => {
  const times = Array.from({ length: 20 }, (_, time) => time + 1);
  const tables = [tableOf(times), tableOf(times.map((time) => 2 * time))];
  t.same(testAlike(tables), logRank(tables));
  t.notOk(testPairs(tables)[0]?.permuted);
  t.end();
});

/** Groups that fail alike, half of each at 1 and half at 2: as many are expected to fail. */
const alike = (...sizes: readonly number[]) =>
  sizes.map((size) =>
    tableOf(Array.from({ length: size }, (_, n) => (n % 2 === 0 ? 1 : 2))),
  );

await t.test(
  'enough are expected of a fifth of the groups less, and of each one',
  (t) => {
    const isByChiSquare = (tables: readonly LifeTable[]) =>
      testAlike(tables)?.permuted === undefined;
    t.ok(isByChiSquare(alike(6, 6)));
    t.notOk(isByChiSquare(alike(4, 50)), 'one of two below 5');
    t.ok(isByChiSquare(alike(2, 10, 10, 10, 10)), 'one of five');
    t.ok(isByChiSquare([...alike(2, 10, 10, 10, 10), tableOf([], [0.5])]), 'one is gone');
    const hardlyAtRisk = tableOf([], [1.5]);
    t.notOk(isByChiSquare([hardlyAtRisk, ...alike(10, 10, 10, 10)]), 'half a failure');
    t.end();
  },
);

await t.test('alike groups are told apart as seldom as a test of 5 % may', (t) => {
  const uniform = uniformFrom(7);
  const draw = (n: number) =>
    tableOf(Array.from({ length: n }, () => drawExponential(uniform, 1)));
  let [permuted, asChiSquare] = [0, 0];
  const samples = 300;
  for (let sample = 0; sample < samples; sample += 1) {
    const tables = [draw(3), draw(9)];
    if ((testAlike(tables)?.p ?? 1) < 0.05) permuted += 1;
    if ((logRank(tables)?.p ?? 1) < 0.05) asChiSquare += 1;
  }
  // Three standard errors above 5 %.
  t.ok(permuted / samples < 0.05 + 3 * Math.sqrt((0.05 * 0.95) / samples));
  t.ok(asChiSquare > permuted);
  t.end();
});

await t.test('work that grows with the square of the groups has an end', (t) => {
  const groups = (n: number) =>
    Array.from({ length: n }, (_, time) => tableOf([time + 1]));
  t.equal(testPairs(groups(MOST_PAIRED + 1)).length, 0);
  t.equal(testAlike(groups(MOST_TESTED_TOGETHER + 1)), undefined);
  t.ok(testAlike(groups(MOST_PAIRED + 1)));
  t.end();
});
