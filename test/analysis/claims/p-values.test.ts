import t from 'tap';
import { fitExponential } from '../../../src/analysis/lifetimes/exponential.js';
import { lifeTable } from '../../../src/analysis/lifetimes/life-table.js';
import { likelihoodRatioTest } from '../../../src/analysis/lifetimes/likelihood-ratio.js';
import { lifetimesOf } from '../../../src/analysis/lifetimes/of-trials.js';
import { fitWeibull } from '../../../src/analysis/lifetimes/weibull.js';
import type { TrialRecord } from '../../../src/journal/trial-record.js';
import type { Rule } from '../../../src/plan/claim.js';
import { judge } from '../../support/claims.js';
import { record, survivor } from '../../support/records.js';

const many = (n: number, trial: TrialRecord) => Array.from({ length: n }, () => trial);

const crashes = (holdsFrom: number, refutedBelow: number): Rule => ({
  kind: 'share',
  of: { outcomes: ['crashed'] },
  holdsFrom,
  refutedBelow,
});

const partsOf = (trials: readonly TrialRecord[], ...rules: readonly Rule[]) =>
  judge(trials, ...rules).subjects.flatMap(({ parts }) => parts);

await t.test('the p of a share is that of its score test', (t) => {
  // (1 - 0.85) / sqrt(0.85 * 0.15 / 30) is 2.3009, beyond which lie 1.07 % of a normal.
  const [holds] = partsOf(many(30, record()), crashes(0.85, 0.15));
  t.match(holds, { verdict: 'holds' });
  t.equal(holds?.p?.toFixed(4), '0.0214');
  const [refuted] = partsOf(many(30, survivor()), crashes(0.85, 0.15));
  t.equal(refuted?.p?.toFixed(4), '0.0214');
  // Half of 60 is 5.42 of its errors from 0.15 and as many from 0.85: z is 7.593.
  const half = [...many(30, record()), ...many(30, survivor())];
  const [between] = partsOf(half, crashes(0.85, 0.15));
  t.match(between, { verdict: 'qualified' });
  t.equal(between?.p?.toExponential(1), '3.1e-14');
  t.end();
});

await t.test('that of a ratio of medians is of the sign test', (t) => {
  const measured = (name: string, value: number) => ({ [name]: { unit: 'ns', value } });
  const trials = many(
    10,
    record({ measurements: { ...measured('a', 2), ...measured('b', 1) } }),
  );
  const rule: Rule = {
    kind: 'ratio',
    of: { measured: 'a' },
    to: { measured: 'b' },
    within: [0, 1.5],
  };
  const [part] = partsOf(trials, rule);
  t.match(part, { verdict: 'refuted' });
  t.equal(part?.p?.toFixed(6), (2 * 0.5 ** 10).toFixed(6));
  t.end();
});

await t.test('that of a shape is of the likelihood ratio to the exponential', (t) => {
  const trials = Array.from({ length: 20 }, (_, trial) =>
    record({ trial, attempts: 100 + 10 * trial }),
  );
  const [part] = partsOf(trials, { kind: 'exponential', shapeWithin: [0.8, 1.25] });
  const table = lifeTable(lifetimesOf(trials));
  const [exponential, weibull] = [fitExponential(table), fitWeibull(table)];
  const test = exponential && weibull && likelihoodRatioTest(exponential, weibull);
  t.match(part, { verdict: 'refuted' });
  t.equal(part?.p?.toExponential(4), test?.p.toExponential(4));
  t.end();
});

await t.test('what no interval gave has none', (t) => {
  const every: Rule = { kind: 'every', of: { outcomes: ['crashed'] } };
  const parts = partsOf(many(5, record()), every, crashes(0.85, 0.15));
  t.strictSame(
    parts.map(({ p, pHolm }) => [p, pHolm]),
    [
      [undefined, undefined],
      [undefined, undefined],
    ],
    'every one of them did; five are too few for a share',
  );
  t.end();
});

await t.test('what was judged and left open counts as judged', (t) => {
  const trials = [...many(26, record()), ...many(4, survivor())];
  const parts = partsOf(trials, crashes(0.5, 0.15), crashes(0.85, 0.15));
  t.match(parts, [{ verdict: 'holds' }, { verdict: 'undecided' }]);
  t.equal(parts[0]?.pHolm, 2 * Number(parts[0]?.p), 'of two');
  t.equal(parts[1]?.pHolm, undefined);
  t.end();
});

await t.test('p-values are adjusted over all that are read together', (t) => {
  const every: Rule = { kind: 'every', of: { outcomes: ['crashed'] } };
  const parts = partsOf(
    many(30, record()),
    crashes(0.85, 0.15),
    every,
    crashes(0.5, 0.15),
    crashes(0.8, 0.15),
  );
  const [least, middle, most] = [parts[2], parts[3], parts[0]].map(
    (part) => part?.p ?? NaN,
  );
  t.ok(Number(least) < Number(middle) && Number(middle) < Number(most));
  t.strictSame(
    parts.map(({ pHolm }) => pHolm),
    [
      Math.max(2 * Number(middle), Number(most)),
      undefined,
      3 * Number(least),
      2 * Number(middle),
    ],
  );
  t.end();
});
