import t from 'tap';
import { experimentFixture, measured, outcomes } from '../support/experiments.js';

const { run } = await experimentFixture('finaliser');

for (const by of ['finalise', 'finalise_last', 'alarm']) {
  await t.test(`by ${by}: the first effect is unhandled`, async (t) => {
    const results = await run({ by }, { cap: 20 });
    t.same(outcomes(results), ['unhandled', 'unhandled', 'unhandled']);
    for (const result of results) {
      const { attempts, caught, completed } = result.snapshot.telemetry;
      t.same([attempts, caught, completed], [1, 0, 0]);
      t.match(result.outcome.message, /Unhandled/);
      t.match(measured(result), { controlCaught: 1 });
    }
  });
}
