import t from 'tap';
import { experimentFixture, measured, outcomes } from '../support/experiments.js';

const { run } = await experimentFixture('preemptive-generator');
const CAP = 1000;

for (const way of ['trampoline', 'handler']) {
  await t.test(`tasks that never end their poll take turns: ${way}`, async (t) => {
    for (const driver of ['external', 'sibling', 'timer'] as const) {
      const [result] = await run({ way }, { driver, cap: CAP }, 1);
      t.equal(result?.outcome.kind, 'survived', driver);
      const { attempts, completed } = result?.snapshot.telemetry ?? {};
      t.same([attempts, completed], [CAP, CAP], 'each preempted task was resumed');
      const { promotions, wakes } = result ? measured(result) : {};
      t.equal(promotions, 4, "each computing task took its worker's generator, once");
      t.ok(Number(wakes) > 10, 'tasks that sleep were served in between');
    }
  });
}

await t.test('a flag alone preempts nobody', async (t) => {
  const results = await run({ way: 'flag' }, { cap: CAP });
  t.same(outcomes(results), ['survived', 'survived', 'survived']);
  for (const result of results) {
    t.equal(result.snapshot.telemetry.caught, 0);
    const { promotions, flagsSeen } = measured(result);
    t.equal(promotions, 0);
    t.ok(Number(flagsSeen) > 0, 'it is looked at when a poll has ended');
    t.ok(Number(flagsSeen) < CAP / 10, 'which none did for as long as signals came');
  }
});
