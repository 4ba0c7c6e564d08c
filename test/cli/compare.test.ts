import t from 'tap';
import type { TrialRecord } from '../../src/journal/trial-record.js';
import { comparisonsSchema } from '../../src/report/comparison/json-schema.js';
import {
  on,
  died,
  timedOut,
  fault,
  resultsOf,
  compare,
  jsonOf,
  unwrapped,
  widest,
  leukaemia,
} from '../support/comparisons.js';
import { survivor } from '../support/records.js';

await t.test('figures are those that R has of the same lifetimes', async (t) => {
  const { by, adjustedOver, comparisons } = await jsonOf(
    resultsOf(t, ...leukaemia()),
    'callback',
  );
  t.same(
    { by, adjustedOver },
    { by: 'ocaml', adjustedOver: { logrank: 1, fisher: 1, pairwise: 1 } },
  );
  const [{ groups, logrank, pairwise } = {}] = comparisons;
  t.match(groups, [
    { name: '5.3.0', n: 11, failed: 7, median: 31, medianLower: 13, medianUpper: null },
    { name: '5.4.1', n: 12, failed: 11, median: 23 },
  ]);
  t.equal(logrank?.chiSquare.toFixed(4), '3.3964');
  t.equal(logrank?.p.toFixed(4), '0.0653');
  const [pair] = pairwise ?? [];
  t.match(pair, { a: '5.3.0', b: '5.4.1', curvesCross: false });
  t.equal(pair?.hazardRatio?.toFixed(3), '2.498');
  t.equal(pair?.pHolm, pair?.p, 'one pair, nothing to adjust');
});

await t.test('the JSON is what its schema says, and nothing else', async (t) => {
  const results = resultsOf(
    t,
    ...on('5.3.0', [died(5), died(7, 'hung'), timedOut(9), fault()]),
    ...on('5.10.0', [survivor(), survivor(), died(9)]),
  );
  const json = await jsonOf(results, 'callback', '--by', 'ocaml');
  t.same(comparisonsSchema.parse(json), json);
  t.match(json.comparisons, [
    {
      cell: { experiment: 'callback', driver: 'external', cap: 3000 },
      machine: 'abcd1234',
      meanTo: 9,
      groups: [
        { name: '5.3.0', n: 3, failed: 2, timedOut: 1, harnessFaults: 1 },
        { name: '5.10.0', n: 3, failed: 1, timedOutAsFailed: null },
      ],
    },
  ]);
});

await t.test('shares have intervals after Wilson', async (t) => {
  const results = resultsOf(
    t,
    ...on('5.3.0', [died(1), fault()]),
    ...on('5.4.1', [survivor(), survivor(), died(9)]),
  );
  const { comparisons } = await jsonOf(results, 'callback');
  const outcomes = comparisons[0]?.groups[1]?.outcomes ?? [];
  t.match(outcomes, [
    { outcome: 'survived', count: 2, share: 2 / 3 },
    { outcome: 'crashed', count: 1, share: 1 / 3 },
  ]);
  t.equal(outcomes[0]?.lower.toFixed(4), '0.2077');
  t.equal(outcomes[0]?.upper.toFixed(4), '0.9385');
  const { stdout } = await compare(results, 'callback');
  t.match(stdout, /^5\.4\.1 +survived +2 +66\.7 % \(20\.8 to 93\.9\) *$/m);
  t.match(stdout, /^5\.3\.0 +crashed +1 +100\.0 %/m, 'of those that are data');
  t.match(stdout, /^ +harness-fault +1 +no data, not counted *$/m);
});

await t.test(
  'timed-out trials are censored, and counted as failures beside it',
  async (t) => {
    const results = resultsOf(
      t,
      ...on('5.3.0', [died(5), timedOut(8), timedOut(8)]),
      ...on('5.4.1', [died(5), survivor()]),
    );
    const { comparisons } = await jsonOf(results, 'callback');
    t.match(comparisons[0]?.groups, [
      {
        failed: 1,
        median: null,
        timedOut: 2,
        timedOutAsFailed: { failed: 3, median: 8 },
      },
      { failed: 1, timedOut: 0, timedOutAsFailed: null },
    ]);
    t.equal(comparisons[0]?.groups[0]?.exponential?.rate, 1 / 21);
    t.equal(comparisons[0]?.groups[0]?.timedOutAsFailed?.exponential?.rate, 3 / 21);
    t.not(comparisons[0]?.logrankTimedOutAsFailed, null);
    const { stdout } = await compare(results, 'callback');
    t.match(stdout, /^5\.3\.0 +3 +1 .*\n\+ 2 timed out +3 +3 +8 /m);
    t.notMatch(stdout, /timed out +2 /, 'only below the group that has them');
  },
);

await t.test('ways to fail compete', async (t) => {
  const results = resultsOf(
    t,
    ...on('5.3.0', [died(1), died(2, 'hung'), died(3), survivor({ attempts: 4 })]),
    ...on('5.4.1', [died(1), survivor()]),
  );
  const { comparisons } = await jsonOf(results, 'callback');
  const [first, second] = comparisons[0]?.groups ?? [];
  t.match(first?.incidence, [
    {
      outcome: 'crashed',
      curve: [
        { time: 1, incidence: 0.25 },
        { time: 3, incidence: 0.5 },
      ],
    },
    { outcome: 'hung', curve: [{ time: 2, incidence: 0.25 }] },
  ]);
  t.equal(second?.incidence.length, 1);
  const { stdout } = await compare(results, 'callback');
  t.match(stdout, /^Failed, by attempts\n5\.3\.0 by attempt 4: crashed 50\.0 % \(/m);
  t.match(stdout, /hung\s+25\.0 %/);
  t.match(stdout, /^crashed +▂+▄+$/m);
  t.notMatch(stdout, /5\.4\.1 by attempt/, 'which fails in one way');
});

/** Two comparisons, of two tasks; the p-values of their pairs are the same each. */
const twice = (...trials: readonly TrialRecord[]): readonly TrialRecord[] =>
  ['loop', 'calling'].flatMap((task) =>
    trials.map((trial) => ({ ...trial, variant: { ...trial.variant, task } })),
  );

await t.test(
  'p-values are adjusted over all comparisons, and that is said',
  async (t) => {
    const results = resultsOf(t, ...twice(...leukaemia()));
    const { adjustedOver, comparisons } = await jsonOf(results, 'callback');
    t.same(adjustedOver, { logrank: 2, fisher: 2, pairwise: 2 });
    for (const { logrank, fisher, pairwise } of comparisons) {
      for (const test of [logrank, fisher, pairwise[0]]) {
        t.equal(test?.pHolm, Math.min(1, 2 * (test?.p ?? NaN)));
      }
    }
    const { stdout } = await compare(results, 'callback');
    const words = unwrapped(stdout);
    t.match(words, /p = 0\.065, Holm-adjusted 0\.13/);
    t.match(
      words,
      /over all tests of the same kind that this command ran, in all comparisons/,
    );
    t.match(words, /2 log-rank of all groups, 2 Fisher's, 2 log-rank of pairs/);
  },
);

await t.test('people get pages of 80 columns and two sentences', async (t) => {
  const { stdout, exitCode } = await compare(resultsOf(t, ...leukaemia()), 'callback');
  t.equal(exitCode, 0);
  t.match(stdout, /^callback by ocaml: /);
  t.match(
    stdout,
    /Half of '5\.3\.0' failed by attempt 31, half of '5\.4\.1' failed by attempt 23\./,
  );
  t.match(
    unwrapped(stdout),
    /No significant difference in how long they last \(p = 0\.065\), no significant difference in how they end/,
  );
  t.match(stdout, /^5\.3\.0 +11 +7 +31 \(13 to -\) +0\.0165 \(0\.00665 to 0\.0341\)/m);
  t.match(stdout, /^5\.3\.0 +█+.*▂$/m);
  t.match(stdout, /^5\.3\.0 \/ 5\.4\.1 +3\.4 +0\.065 +2\.5 \(0\.916 to 6\.81\)/m);
  t.ok(widest(stdout) <= 80, String(widest(stdout)));
  t.notMatch(stdout, /\u001b/, 'no colours where nobody sees them');
});

await t.test('curves that cross are compared by their means', async (t) => {
  const early = Array.from({ length: 40 }, (_, row) => (row < 20 ? died(2) : survivor()));
  const late = Array.from({ length: 40 }, () => died(1000));
  const results = resultsOf(t, ...on('5.3.0', early), ...on('5.4.1', late));
  const { stdout } = await compare(results, 'callback');
  t.match(stdout, /curves/);
  t.match(stdout, /mean to 3,000, b - a/);
  const { comparisons } = await jsonOf(results, 'callback');
  const [pair] = comparisons[0]?.pairwise ?? [];
  t.equal(pair?.curvesCross, true);
  t.equal(pair?.meanDifference.toFixed(6), '-501.000000', '1,000 less (2 + 3,000) / 2');
});

await t.test('how many trials a precision takes is told where it is asked', async (t) => {
  const results = resultsOf(t, ...leukaemia());
  const { stdout } = await compare(results, 'callback', '--precision', '50%');
  // 24 failures: of chi-square, 97.5 % of 50 degrees lie below 71.42, which is 1.488 times
  // 48. With 7 of 11 failing these are 38 trials. The median's interval has no end.
  t.match(stdout, /^group +n +rate to 50 % +median to 50 % +failed to 50 points/m);
  t.match(stdout, /^5\.3\.0 +11 +38 +- +\d+ *$/m);
  t.ok(widest(stdout) <= 80, String(widest(stdout)));
  const asked = await jsonOf(results, 'callback', '--precision', '50%');
  t.match(asked.comparisons[0]?.groups[0]?.needed, {
    precision: 0.5,
    forRate: 38,
    forMedian: null,
  });
  const plain = await jsonOf(results, 'callback');
  t.equal(plain.comparisons[0]?.groups[0]?.needed, null);
  t.match(await compare(results, 'callback', '--precision', '10'), {
    exitCode: 2,
    stderr: /a percentage from 1% to 100%/,
  });
});

await t.test('nothing failed', async (t) => {
  const results = resultsOf(
    t,
    ...on('5.3.0', [survivor()]),
    ...on('5.4.1', [survivor()]),
  );
  const { stdout } = await compare(results, 'callback');
  t.match(stdout, /None of 2 failed\. Nothing sets the groups apart\./);
  t.match(stdout, /^5\.3\.0 +1 +0 +- +0 \(0 to 0\.000999\)/m, '2.9957 / 3,000');
});
