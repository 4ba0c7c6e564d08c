import t from 'tap';
import { endedAlike } from '../../src/run/ended-alike.js';
import { record, survivor } from '../support/records.js';

await t.test('survivors are alike, however far they came', (t) => {
  t.ok(endedAlike([survivor(), survivor({ preempts: 2900 })]));
  t.end();
});

await t.test('failures are alike when they came at the same preempt', (t) => {
  t.ok(endedAlike([record({ preempts: 0 }), record({ preempts: 0 })]));
  t.notOk(endedAlike([record({ preempts: 0 }), record({ preempts: 1 })]));
  t.notOk(endedAlike([record(), survivor()]));
  const hung = record({ outcome: { kind: 'hung' } });
  t.notOk(endedAlike([record(), hung]));
  t.end();
});
