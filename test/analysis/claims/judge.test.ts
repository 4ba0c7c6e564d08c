import t from 'tap';
import type { TrialRecord } from '../../../src/journal/trial-record.js';
import type { Rule } from '../../../src/plan/claim.js';
import { judge } from '../../support/claims.js';
import { record, survivor } from '../../support/records.js';

const SHARE = {
  kind: 'share',
  of: { outcomes: ['crashed'] },
  holdsFrom: 0.85,
  refutedBelow: 0.15,
} as const satisfies Rule;

const many = (n: number, trial: TrialRecord) => Array.from({ length: n }, () => trial);

await t.test('a share holds, is refuted or lies between', (t) => {
  t.equal(judge(many(30, record()), SHARE).verdict, 'holds');
  t.equal(judge(many(30, survivor()), SHARE).verdict, 'refuted');
  const half = [...many(30, record()), ...many(30, survivor())];
  t.equal(judge(half, SHARE).verdict, 'qualified');
  t.end();
});

await t.test('too few trials leave it undecided, and it says how many more', (t) => {
  t.match(judge([], SHARE), { verdict: 'undecided', subjects: [], more: 22 });
  const few = judge(many(5, record()), SHARE);
  t.match(few, { verdict: 'undecided', more: 17 });
  t.equal(judge(many(5 + 17, record()), SHARE).verdict, 'holds', 'as many decide');
  t.equal(judge(many(5 + 16, record()), SHARE).verdict, 'undecided', 'one less does not');
  t.end();
});

await t.test('a handful of trials decides nothing, not even that it depends', (t) => {
  const mixed = [...many(4, record()), ...many(4, survivor())];
  t.equal(judge(mixed, SHARE).verdict, 'undecided');
  t.end();
});

await t.test('trials of another cell, and faults of the harness, do not count', (t) => {
  const others = [
    ...many(30, record({ variant: { handler: 'allocating' } })),
    ...many(30, record({ rateHz: 500 })),
    ...many(30, record({ outcome: { kind: 'harness-fault' } })),
  ];
  t.equal(judge(others, SHARE).verdict, 'undecided');
  t.equal(judge([...many(30, record()), ...others], SHARE).verdict, 'holds');
  t.end();
});

await t.test(
  'a claim whose parts differ is qualified; one open part leaves it open',
  (t) => {
    const survives = { ...SHARE, of: { outcomes: ['survived'] } } as const;
    t.equal(judge(many(30, record()), SHARE, survives).verdict, 'qualified');
    const open = { kind: 'exponential', shapeWithin: [0.8, 1.25] } as const;
    t.equal(judge(many(30, record()), SHARE, open).verdict, 'undecided');
    t.equal(
      judge(many(30, record()), SHARE, survives, open).verdict,
      'qualified',
      'unless those that are decided differ already',
    );
    t.end();
  },
);

await t.test('subjects are judged apart', (t) => {
  const older = record({ subject: { kind: 'ocaml', version: '5.1.0' } });
  const { verdict, subjects } = judge(
    [...many(30, survivor()), ...many(30, older)],
    SHARE,
  );
  t.equal(verdict, 'qualified');
  t.match(subjects, [
    { subject: { version: '5.1.0' }, verdict: 'holds' },
    { subject: { version: '5.3.0' }, verdict: 'refuted' },
  ]);
  t.end();
});

await t.test('conditions look at message, signal, preempts and measurements', (t) => {
  const trial = record({
    outcome: { kind: 'fatal-error', signal: 'SIGABRT', message: 'Fatal error: no room' },
    preempts: 7,
    measurements: { depth: { unit: 'frames', value: 12 } },
  });
  const verdict = (of: Extract<Rule, { kind: 'share' }>['of']) =>
    judge(many(30, trial), { ...SHARE, of }).verdict;
  t.equal(verdict({ message: 'no room' }), 'holds');
  t.equal(verdict({ message: 'room for' }), 'refuted');
  t.equal(verdict({ signal: 'SIGABRT', preempts: [7, 7] }), 'holds');
  t.equal(verdict({ signal: 'SIGSEGV' }), 'refuted');
  t.equal(verdict({ preempts: [8, 9] }), 'refuted');
  t.equal(verdict({ measured: { name: 'depth', range: [12, 20] } }), 'holds');
  t.equal(verdict({ measured: { name: 'depth', range: [13, 20] } }), 'refuted');
  t.equal(verdict({ measured: { name: 'width', range: [0, 1e9] } }), 'refuted');
  t.end();
});

await t.test('a build that was only driven otherwise has no say', (t) => {
  const soaked = survivor({ fixtureHash: 'another', cap: 5_000_000 });
  const judged = judge([...many(30, record()), ...many(30, soaked)], SHARE);
  t.equal(judged.verdict, 'holds');
  t.equal(judged.subjects.length, 1);
  t.end();
});

await t.test('where every trial is asked, one is enough to refute', (t) => {
  const every: Rule = { kind: 'every', of: { outcomes: ['survived'] } };
  t.equal(judge(many(30, survivor()), every).verdict, 'holds');
  const few = judge(many(29, survivor()), every);
  t.match(few, { verdict: 'undecided', more: 1 });
  t.equal(judge([...many(1000, survivor()), record()], every).verdict, 'refuted');
  t.end();
});

await t.test('a ratio of medians is judged by its interval', (t) => {
  const ratio = (least: number, most: number): Rule => ({
    kind: 'ratio',
    of: { measured: 'delay' },
    to: { measured: 'bare', quantile: 0.5 },
    within: [least, most],
  });
  const trials = Array.from({ length: 30 }, (_, index) =>
    record({
      measurements: {
        delay: { unit: 'ns', value: 1000 + index },
        bare: {
          unit: 'ns',
          histogram: { sum: 300, max: 101, buckets: [[100, 3]] },
        },
      },
    }),
  );
  t.equal(judge(trials, ratio(8, 12)).verdict, 'holds');
  t.equal(judge(trials, ratio(2, 8)).verdict, 'refuted');
  t.equal(judge(trials, ratio(10.06, 12)).verdict, 'undecided');
  t.match(judge(trials.slice(0, 5), ratio(8, 12)), { verdict: 'undecided', more: 25 });
  t.end();
});

// Quantiles of the exponential distribution and of a Weibull one with shape 2, mean free.
const spread = (n: number, shape: number) =>
  Array.from({ length: n }, (_, index) =>
    record({
      attempts: Math.ceil(1000 * (-Math.log(1 - (index + 0.5) / n)) ** (1 / shape)),
    }),
  );

await t.test('exponential holds by a narrow interval, not by want of evidence', (t) => {
  const rule = { kind: 'exponential', shapeWithin: [0.8, 1.25] } as const;
  t.equal(judge(spread(200, 1), rule).verdict, 'holds');
  t.equal(judge(spread(200, 2), rule).verdict, 'refuted');
  const few = judge(spread(20, 1), rule);
  t.equal(few.verdict, 'undecided');
  t.equal(
    judge(spread(20 + (few.more ?? 0), 1), rule).verdict,
    'holds',
    `${few.more} more`,
  );
  t.end();
});
