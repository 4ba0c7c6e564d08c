import t from 'tap';
import { analyseSurvival } from '../../../src/analysis/lifetimes/analyse.js';
import { judgeExponentialOf } from '../../../src/analysis/lifetimes/judge-exponential.js';
import type { Lifetime } from '../../../src/analysis/lifetimes/life-table.js';

const judge = (lifetimes: readonly Lifetime[]) => {
  const [group] = analyseSurvival([{ name: 'all', lifetimes }]).groups;
  if (!group) throw new Error('no group');
  return { group, verdict: judgeExponentialOf(group, false).verdict };
};

const many = (n: number, time: number, failed: boolean): readonly Lifetime[] =>
  Array.from({ length: n }, () => ({ time, failed }));

await t.test('failures at one time say nothing of how others would be spread', (t) => {
  const { group, verdict } = judge([...many(30, 3, true), ...many(30, 5000, false)]);
  t.ok((group.weibull?.shapeInterval[1] ?? 1) < 1, 'by the interval it was refuted');
  t.equal(verdict, 'undecided');
  t.end();
});

await t.test('failures at the first few attempts are of a geometric law', (t) => {
  const { group, verdict } = judge([...many(30, 1, true), ...many(10, 2, true)]);
  t.equal(group.geometric?.probability, 0.8, '40 failures in 50 attempts');
  t.equal(verdict, 'undecided', 'which nothing confirms');
  t.equal(judge(many(30, 300, true)).group.geometric, undefined);
  t.end();
});

await t.test('few failures do not refute by luck', (t) => {
  const failures = [7.1, 10.2, 14.4].map((time) => ({ time, failed: true }));
  const { group, verdict } = judge(failures);
  t.ok((group.weibull?.shapeInterval[0] ?? 0) > 1, 'by the interval it was refuted');
  t.ok((group.exponentialTest?.p ?? 1) < 0.05, 'and by chi-square');
  t.equal(verdict, 'undecided', 'of three, one sample in six is like that');
  const alike = Array.from({ length: 9 }, (_, row) => ({
    time: 50.5 + row,
    failed: true,
  }));
  t.equal(judge(alike).verdict, 'refuted', 'of nine that are so much alike hardly any');
  t.end();
});
