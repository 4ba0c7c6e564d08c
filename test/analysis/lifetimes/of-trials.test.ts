import t from 'tap';
import {
  causedLifetimesOf,
  lifetimesOf,
} from '../../../src/analysis/lifetimes/of-trials.js';
import { record, survivor } from '../../support/records.js';

const trials = [
  record({ attempts: 10 }),
  record({ attempts: 0 }),
  survivor(),
  record({ attempts: 700, outcome: { kind: 'timed-out' }, censored: true }),
  record({ attempts: 5, outcome: { kind: 'harness-fault' }, censored: true }),
];

await t.test('a trial died at its first attempt at the earliest', (t) => {
  t.same(lifetimesOf(trials), [
    { time: 10, failed: true },
    { time: 1, failed: true },
    { time: 3000, failed: false },
    { time: 700, failed: false },
  ]);
  t.end();
});

await t.test('what ran out of time can be counted as failed too', (t) => {
  const failed = lifetimesOf(trials, 'failed').filter((lifetime) => lifetime.failed);
  t.same(
    failed.map(({ time }) => time),
    [10, 1, 700],
  );
  t.end();
});

await t.test('what they died of goes with them', (t) => {
  t.same(causedLifetimesOf(trials), [
    { time: 10, cause: 'crashed' },
    { time: 1, cause: 'crashed' },
    { time: 3000 },
    { time: 700 },
  ]);
  t.end();
});
