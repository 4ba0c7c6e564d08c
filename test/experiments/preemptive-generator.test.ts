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
      t.ok(Number(promotions) >= 4, "each computing task took its worker's generator");
      t.ok(Number(wakes) > 10, 'tasks that sleep were served in between');
    }
  });

  await t.test(`every kind of work survives 100,000 preempts: ${way}`, async (t) => {
    const variant = { way, load: 'all', guard: 'range' };
    const results = await run(variant, { cap: 50_000, rateHz: 50_000 }, 2);
    for (const { outcome, snapshot } of results) {
      t.match(outcome, { kind: 'survived' });
      t.equal(snapshot.telemetry.completed, 50_000);
    }
  });
}

await t.test('a signal that the kernel does not block may preempt as well', async (t) => {
  const results = await run({ way: 'handler', mask: 'nodefer' }, { cap: CAP });
  t.same(outcomes(results), ['survived', 'survived', 'survived']);
});

await t.test('the timer of the executor preempts without being asked', async (t) => {
  const drive = { driver: 'none', cap: CAP } as const;
  const [result] = await run({ asks: 'quantum' }, drive, 1);
  t.match(result?.outcome, { kind: 'survived' });
  t.equal(result?.snapshot.telemetry.completed, CAP);
  t.ok(Number(result && measured(result).wakes) > 10, 'others are served in between');
});

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
