import { coerce, lt } from 'semver';
import t from 'tap';
import type { TrialResult } from '../../src/trial/run-trial.js';
import { experimentFixture, measured, outcomes } from '../support/experiments.js';
import { compiler } from '../support/ocaml.js';

const fixture = await experimentFixture('true-handler');
const OVER_C = { continuation: 'fabricated', over: 'c', task: 'c-call' };

const counts = ({ snapshot: { telemetry } }: TrialResult) => {
  const { attempts, caught, completed } = telemetry;
  return { attempts, caught, completed };
};

/** In whichever way: what runs on is not in a state that anything is promised of. Over C the
 * recorded trials crash nearly always, and a few end as a fatal error or hang. */
const hasFailed = ({ outcome }: TrialResult): boolean =>
  ['crashed', 'fatal-error', 'hung'].includes(outcome.kind);

for (const over of ['ocaml', 'c']) {
  await t.test(`the effect alone is not caught over ${over}`, async (t) => {
    const task = over === 'c' ? 'c-call' : 'loop';
    const results = await fixture.run({ over, task });
    t.same(results.filter(hasFailed), results, outcomes(results).join());
    for (const result of results) {
      t.same(counts(result), { attempts: 1, caught: 0, completed: 0 });
      t.equal(measured(result)[over === 'c' ? 'overC' : 'overOcaml'], 1);
    }
  });
}

/** From 5.5 on only while the collector marks (runtime/fiber.c, caml_continuation_use). */
const isScannedAlways = lt(coerce(compiler.version) ?? '0.0.0', '5.5.0');

await t.test('a continuation that is scanned is caught and fails', async (t) => {
  const results = await fixture.run({ continuation: 'unmarked' });
  const each = isScannedAlways
    ? { kind: 'crashed', attempts: 1, caught: 1, completed: 0 }
    : { kind: 'survived', attempts: 1000, caught: 1000, completed: 1000 };
  for (const result of results) {
    t.same({ kind: result.outcome.kind, ...counts(result) }, each);
  }
});

for (const task of ['loop', 'allocating']) {
  await t.test(`a fabricated continuation of ${task} works over OCaml`, async (t) => {
    const results = await fixture.run({ continuation: 'fabricated', task });
    const lasting = results.filter(({ outcome }) => outcome.kind === 'survived');
    // One in some ten thousand signals may come just before a call of the collector.
    t.ok(lasting.length >= (task === 'allocating' ? 2 : 3), outcomes(results).join(', '));
    for (const result of lasting) {
      t.same(counts(result), { attempts: 1000, caught: 1000, completed: 1000 });
      t.match(measured(result), { overOcaml: 1000, caughtEffects: 1000 });
    }
  });

  await t.test(`${task} can be abandoned for a fresh task`, async (t) => {
    const variant = { continuation: 'fabricated', task, then: 'abandon' };
    const results = await fixture.run(variant);
    t.same(outcomes(results), ['survived', 'survived', 'survived']);
    for (const result of results) {
      t.same(counts(result), { attempts: 1000, caught: 1000, completed: 0 });
    }
  });
}

await t.test('over C the effect is caught and the frames are lost', async (t) => {
  const results = await fixture.run(OVER_C);
  t.same(results.filter(hasFailed), results, outcomes(results).join());
  for (const result of results) {
    const { attempts, caught, completed } = counts(result);
    t.ok(caught > 0 && caught === attempts, 'the last one too');
    t.ok(completed < 100, `within a piece of work: ${completed}`);
  }
});

await t.test('over C the continuation works if the frames are protected', async (t) => {
  const results = await fixture.run({ ...OVER_C, 'c-stack': 'protected' });
  t.same(outcomes(results), ['survived', 'survived', 'survived']);
  for (const result of results) {
    const { overC, overCWithState } = measured(result);
    t.same(counts(result), { attempts: 1000, caught: 1000, completed: 1000 });
    t.equal(overC, 1000);
    t.ok((overCWithState ?? 0) < 500, 'C keeps its own in the registers of OCaml');
  }
});
