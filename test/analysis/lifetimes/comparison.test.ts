import t from 'tap';
import { hazardRatio } from '../../../src/analysis/lifetimes/hazard-ratio.js';
import { lifeTable, type LifeTable } from '../../../src/analysis/lifetimes/life-table.js';
import { testPairs } from '../../../src/analysis/lifetimes/alike-tests.js';
import { logRank } from '../../../src/analysis/lifetimes/log-rank.js';
import { holm } from '../../../src/analysis/numerics/holm.js';
import { agrees, dataSet, goldens, lifetimesIn } from './goldens.js';

const tablesIn = (set: string) =>
  Object.keys(dataSet(set).groups).map((name) => lifeTable(lifetimesIn(set, name)));

const tableOf = (failed: readonly number[], censored: readonly number[] = []) =>
  lifeTable([
    ...failed.map((time) => ({ time, failed: true })),
    ...censored.map((time) => ({ time, failed: false })),
  ]);

/** R adjusts the tests of all pairs together. */
const chiSquareOfPairs = (tables: readonly LifeTable[]) => {
  const pairs = tables.flatMap((first, a) =>
    tables.slice(a + 1).map((second, offset) => {
      const { chiSquare, p } = logRank([first, second]) ?? { chiSquare: NaN, p: NaN };
      return { a, b: a + 1 + offset, chiSquare, p };
    }),
  );
  const adjusted = holm(pairs.map(({ p }) => p));
  return pairs.map((pair, index) => ({ ...pair, pHolm: adjusted[index] }));
};

for (const [set, { logrank, pairwise, groups }] of Object.entries(goldens.datasets)) {
  if (!logrank || !pairwise) continue;
  await t.test(`the groups of ${set} compare as in R`, (t) => {
    const tables = tablesIn(set);
    const names = Object.keys(groups);
    agrees(t, logRank(tables), logrank);
    const pairs = chiSquareOfPairs(tables).map(({ a, b, ...test }) => {
      const [first, second] = [tables[a], tables[b]];
      const hazards = first && second && hazardRatio(first, second);
      const [lower, upper] = hazards?.interval ?? [NaN, NaN];
      return { a: names[a], b: names[b], ...test, ratio: hazards?.ratio, lower, upper };
    });
    agrees(t, pairs, pairwise);
    t.equal(pairs.length, pairwise.length);
    t.end();
  });
}

await t.test('what the manual of the survival package prints', (t) => {
  const chiSquare = (set: string, digits: number) =>
    logRank(tablesIn(set))?.chiSquare.toFixed(digits);
  t.equal(chiSquare('aml', 1), '3.4');
  t.equal(chiSquare('leukaemia', 4), '16.7929');
  t.equal(chiSquare('lung', 1), '10.3');
  t.equal(chiSquare('ovarian', 1), '1.1');
  t.equal(chiSquare('veteran', 1), '25.4');
  const { expected = [], df, p = NaN } = logRank(tablesIn('ovarian')) ?? {};
  t.same(
    expected.map((number) => number.toFixed(2)),
    ['5.23', '6.77'],
  );
  t.equal(df, 1);
  t.equal(p.toFixed(1), '0.3');
  const [maintained, not] = tablesIn('aml');
  const { ratio = NaN, interval = [] } =
    maintained && not ? (hazardRatio(maintained, not) ?? {}) : {};
  t.same(
    [ratio, ...interval].map((figure) => figure.toPrecision(4)),
    ['2.498', '0.9159', '6.813'],
  );
  t.end();
});

await t.test('groups without a difference', (t) => {
  const same = logRank([tableOf([1, 2, 3]), tableOf([1, 2, 3])]);
  t.equal(same?.chiSquare.toFixed(12), '0.000000000000');
  t.equal(same?.p.toFixed(6), '1.000000');
  const ratio = hazardRatio(tableOf([1, 2, 3]), tableOf([1, 2, 3]));
  t.equal(ratio?.ratio.toFixed(9), '1.000000000');
  t.end();
});

await t.test('what cannot be compared', (t) => {
  t.equal(logRank([]), undefined);
  t.equal(logRank([tableOf([1, 2])]), undefined, 'one group');
  t.equal(logRank([tableOf([], [5]), tableOf([], [6])]), undefined, 'no events');
  t.equal(hazardRatio(tableOf([], [5]), tableOf([], [6])), undefined);
  t.equal(
    logRank([tableOf([], [1, 2]), tableOf([3, 4, 5])]),
    undefined,
    'never together',
  );
  t.equal(hazardRatio(tableOf([], [1, 2]), tableOf([3, 4, 5])), undefined);
  t.equal(
    logRank([tableOf([5, 5]), tableOf([5])]),
    undefined,
    'all at once, no variance',
  );
  t.end();
});

await t.test('a group that is gone before anything failed adds nothing', (t) => {
  const [a, b] = [tableOf([4, 6, 9], [9]), tableOf([3, 3, 5])];
  const gone = tableOf([], [1, 2]);
  const { chiSquare, df, p } = logRank([a, b]) ?? {};
  t.match(logRank([a, gone, b]), { df: 1 });
  t.equal(logRank([gone, a, b])?.chiSquare.toFixed(9), chiSquare?.toFixed(9));
  t.equal(df, 1);
  t.match(testPairs([a, gone, b]), [{ a: 0, b: 2, chiSquare }]);
  t.equal(testPairs([a, gone, b]).length, 1);
  t.ok((p ?? 1) < 1);
  t.end();
});

await t.test('one group fails, the other does not', (t) => {
  const dying = tableOf([1, 2, 3, 4]);
  const living = tableOf([], [9, 9, 9, 9]);
  t.match(hazardRatio(dying, living), { ratio: 0, interval: [NaN, NaN] });
  t.match(hazardRatio(living, dying), { ratio: Infinity });
  t.ok((logRank([dying, living])?.p ?? 1) < 0.01, 'which the log-rank test can tell');
  t.end();
});

await t.test('two hundred groups', (t) => {
  const tables = Array.from({ length: 200 }, (_, group) =>
    tableOf([1 + (group % 7), 4 + (group % 5), 9], [10, 11]),
  );
  const test = logRank(tables);
  t.equal(test?.df, 199);
  const observed = 600;
  const expected = (test?.expected ?? []).reduce((sum, number) => sum + number, 0);
  t.equal(expected.toFixed(6), observed.toFixed(6), 'as many expected as there were');
  t.end();
});
