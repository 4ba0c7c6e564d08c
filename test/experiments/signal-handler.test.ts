import t from 'tap';
import type { TrialResult } from '../../src/trial/run-trial.js';
import { experimentFixture, measured, outcomes } from '../support/experiments.js';

const { run } = await experimentFixture('signal-handler');

const SLOW = { rateHz: 1000, cap: 50 };

for (const task of ['polls', 'c-call']) {
  await t.test(`${task}: the first effect is unhandled`, async (t) => {
    const results = await run({ then: 'perform', task }, SLOW);
    t.same(outcomes(results), ['unhandled', 'unhandled', 'unhandled']);
    for (const result of results) {
      const { attempts, caught, completed } = result.snapshot.telemetry;
      t.same([attempts, caught, completed], [1, 0, 0]);
      t.match(measured(result), { controlCaught: 1 });
    }
  });
}

const histogram = ({ snapshot }: TrialResult, name: string) => {
  const found = snapshot.telemetry.histograms.find((each) => each.name === name);
  const buckets = found?.buckets ?? [];
  const count = buckets.reduce((sum, [, n]) => sum + n, 0);
  return { count, mean: (found?.sum ?? 0) / count };
};

await t.test('a handler that returns is timed at each signal it takes', async (t) => {
  for (const task of ['polls', 'c-call']) {
    const [result] = await run({ then: 'return', task }, SLOW, 1);
    if (!result) throw new Error('no trial was run');
    t.equal(result.outcome.kind, 'survived');
    t.equal(histogram(result, 'handlerDelay').count, 50, task);
    t.equal(histogram(result, 'safepointDelay').count, 50, task);
    // Of the same signals: `signalDelay` counts those that were skipped as well, which may be
    // the slowest on a busy machine.
    t.ok(
      histogram(result, 'handlerDelay').mean > histogram(result, 'safepointDelay').mean,
      'the OCaml handler is timed from the sending, its safepoint from the arrival',
    );
    t.ok(histogram(result, 'signalDelay').count >= 50, task);
  }
});
