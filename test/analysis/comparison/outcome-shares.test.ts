import t from 'tap';
import {
  outcomeShares,
  testOutcomes,
} from '../../../src/analysis/comparison/outcome-shares.js';
import type { OutcomeKind } from '../../../src/plan/outcome.js';

const ended = (counts: Readonly<Partial<Record<OutcomeKind, number>>>) =>
  Object.entries(counts).flatMap(([kind, count]) =>
    Array.from({ length: count }, () => ({ outcome: { kind: kind as OutcomeKind } })),
  );

await t.test('groups that end alike or not', (t) => {
  // Fisher's tea tasting, as R's fisher.test(matrix(c(3, 1, 1, 3), 2)): p 0.4857.
  const tea = [ended({ crashed: 3, hung: 1 }), ended({ crashed: 1, hung: 3 })];
  t.equal(testOutcomes(tea)?.p.toFixed(4), '0.4857');
  // R's fisher.test(Job) in its help page, job satisfaction by income: p 0.7827.
  const kinds = ['survived', 'crashed', 'hung', 'wrong-result'] as const;
  const job = [
    [1, 2, 1, 0],
    [3, 3, 6, 1],
    [10, 10, 14, 9],
    [6, 7, 12, 11],
  ].map((row) => ended(Object.fromEntries(row.map((n, at) => [kinds[at] ?? '', n]))));
  t.equal(testOutcomes(job)?.p.toFixed(4), '0.7827');
  t.end();
});

await t.test('without two groups or two outcomes there is no test', (t) => {
  t.equal(testOutcomes([]), undefined);
  t.equal(testOutcomes([ended({ crashed: 3, hung: 1 })]), undefined);
  t.equal(testOutcomes([ended({ crashed: 3 }), ended({ crashed: 1 })]), undefined);
  t.equal(testOutcomes([ended({ crashed: 3 }), [], ended({})]), undefined);
  t.end();
});

await t.test('shares of nothing are none', (t) => {
  t.same(outcomeShares([]), []);
  t.match(outcomeShares(ended({ hung: 1, crashed: 3 })), [
    { outcome: 'crashed', count: 3, share: 0.75 },
    { outcome: 'hung', count: 1, share: 0.25 },
  ]);
  t.end();
});
