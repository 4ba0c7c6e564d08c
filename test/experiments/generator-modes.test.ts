import t from 'tap';
import { experimentFixture, measured, outcomes } from '../support/experiments.js';

const { run } = await experimentFixture('generator-modes');

for (const way of ['trampoline', 'handler']) {
  for (const [after, steps] of [
    ['exit', 14],
    ['poll', 18],
  ] as const) {
    await t.test(`preempted by ${way}, then ${after}`, async (t) => {
      const variant = { way, 'after-switch': after };
      const results = await run(variant, { cap: 3000 }, 2);
      t.same(outcomes(results), ['survived', 'survived']);
      for (const result of results) {
        t.match(measured(result), { stepsSeen: steps, illegalCaught: 18 });
        const { generatorsTaken, generatorsKept, residentGrowth } = measured(result);
        t.ok(Number(generatorsTaken) > 0, 'tasks took over generators of their worker');
        t.ok(Number(generatorsKept) > 0, 'and were preempted on their own');
        t.ok(Number(residentGrowth) < 1024, 'memory stays');
        const { attempts, completed } = result.snapshot.telemetry;
        t.ok(completed >= attempts - 1, 'what was preempted was resumed');
      }
    });
  }
}
