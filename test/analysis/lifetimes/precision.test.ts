import t from 'tap';
import { analyseSurvival } from '../../../src/analysis/lifetimes/analyse.js';
import { lifetimesOf } from '../../../src/analysis/lifetimes/of-trials.js';
import { trialsNeeded } from '../../../src/analysis/lifetimes/trials-needed.js';
import { isKnownTo } from '../../../src/analysis/lifetimes/precision.js';
import { record, survivor } from '../../support/records.js';

/** Trials whose attempts are evenly spread up to a number. */
const spread = (trials: number, upTo: number) =>
  Array.from({ length: trials }, (_, n) =>
    record({ attempts: Math.ceil(((n + 1) * upTo) / trials) }),
  );

await t.test('enough trials make it known, and fewer do not', (t) => {
  t.notOk(isKnownTo(0.1, spread(50, 1000)));
  t.ok(isKnownTo(0.1, spread(2000, 1000)));
  t.ok(isKnownTo(0.5, spread(50, 1000)), 'as well as that it is known by then');
  t.end();
});

await t.test('the rate will do where the median is open', (t) => {
  const lifetimes = lifetimesOf(spread(30, 3000));
  const [group] = analyseSurvival([{ name: '', lifetimes }]).groups;
  const failures = (group && trialsNeeded(group, 0.1).forRate) ?? 0;
  const survivors = Array.from({ length: 2000 }, () => survivor());
  t.ok(isKnownTo(0.1, [...survivors, ...spread(failures, 3000)]));
  t.notOk(isKnownTo(0.1, [...survivors, ...spread(failures - 1, 3000)]));
  t.end();
});

await t.test('without a failure nothing is known, nor by faults of the harness', (t) => {
  t.notOk(isKnownTo(0.5, []));
  t.notOk(isKnownTo(0.5, [survivor(), survivor(), survivor()]));
  const faults = spread(2000, 1000).map((trial) => ({
    ...trial,
    outcome: { kind: 'harness-fault' as const },
  }));
  t.notOk(isKnownTo(0.5, faults));
  t.end();
});
