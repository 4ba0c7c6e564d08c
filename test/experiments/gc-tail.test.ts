import t from 'tap';
import { experimentFixture, measured, outcomes } from '../support/experiments.js';

const TRIALS = 3;

const { run } = await experimentFixture('gc-tail');

for (const hook of ['external-interrupt', 'wrapped-collection']) {
  for (const task of ['loop', 'allocating']) {
    for (const handler of ['plain', 'allocating']) {
      await t.test(`${hook}, ${task}, ${handler}: continued at once`, async (t) => {
        const results = await run({ hook, task, handler }, {}, TRIALS);
        for (const result of results) {
          t.equal(result.outcome.kind, 'survived', result.outcome.message ?? '');
          const { attempts, caught, completed } = result.snapshot.telemetry;
          t.same([attempts, caught, completed], [1000, 1000, 1000]);
          t.match(measured(result), { outOfOrderReturns: 0, damagedBlocks: 0 });
        }
      });
    }
  }

  for (const turns of ['different', 'alike']) {
    await t.test(`${hook}, ${turns} tasks in turns`, async (t) => {
      const results = await run({ hook, resume: 'round-robin', turns }, {}, TRIALS);
      // Tasks that are alike may go on with each other's frames for thousands of calls.
      const survived = outcomes(results).includes('survived');
      t.notOk(turns === 'different' && survived, outcomes(results).join());
      for (const result of results) {
        const { caught, completed } = result.snapshot.telemetry;
        t.ok(caught >= 5, 'each had a turn');
        t.equal(completed, 0, 'no call came back to the task that it was made from');
        t.ok((measured(result).outOfOrderReturns ?? 0) > 0, 'another one took its place');
      }
    });
  }
}
