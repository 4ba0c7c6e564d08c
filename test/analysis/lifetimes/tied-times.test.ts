import t from 'tap';
import { analyseSurvival } from '../../../src/analysis/lifetimes/analyse.js';
import { lifeTable } from '../../../src/analysis/lifetimes/life-table.js';

const failures = (...times: readonly number[]) =>
  times.map((time) => ({ time, failed: true }));
const timesOf = (...times: readonly number[]) =>
  Array.from(lifeTable(failures(...times)).times);

await t.test('times that are equal but for rounding are one', (t) => {
  t.same(timesOf(0.3, 0.1 + 0.2, 0.4), [0.3, 0.4]);
  t.same(timesOf(2, Math.sqrt(2) ** 2), [2]);
  t.same(timesOf(1e-12, 1e-12 * (1 + 1e-9), 2e-12), [1e-12, 2e-12]);
  const { atRisk, failed, n } = lifeTable([
    ...failures(0.1 + 0.2, 0.5),
    { time: 0.3, failed: false },
  ]);
  t.same([n, ...atRisk, ...failed], [3, 3, 1, 1, 1]);
  t.end();
});

await t.test('times that differ stay apart', (t) => {
  t.same(timesOf(1e9, 1e9 + 1), [1e9, 1e9 + 1], 'counts are exact');
  t.same(timesOf(1e-9, 2e-9, 1), [1e-9, 2e-9, 1], 'however small');
  t.same(timesOf(1, 1.0000001, 1e12), [1, 1.0000001, 1e12], 'beside one that is long');
  const step = 1 + 1e-8;
  const chain = Array.from({ length: 5 }, (_, power) => 1.5 * step ** power);
  t.ok(timesOf(...chain).length > 1, 'in no chain');
  t.end();
});

await t.test('of different groups as well', (t) => {
  const groups = (third: number) => [
    { name: 'a', lifetimes: failures(0.1, 0.3, 0.7) },
    { name: 'b', lifetimes: failures(0.2, third, 0.9) },
  ];
  const [rounded, equal] = [
    analyseSurvival(groups(0.1 + 0.2)),
    analyseSurvival(groups(0.3)),
  ];
  t.ok(equal.logRank);
  t.same(rounded.logRank, equal.logRank);
  t.end();
});
