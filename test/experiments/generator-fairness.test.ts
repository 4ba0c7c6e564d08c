import t, { type Test } from 'tap';
import type { Variant } from '../../src/plan/definition.js';
import { experimentFixture, measured } from '../support/experiments.js';

const { run } = await experimentFixture('generator-fairness');
const drive = { driver: 'none', cap: 1_000_000 } as const;

/** What one trial measured, once it has ended as it should. */
const figures = async (t: Test, variant: Variant) => {
  const [result] = await run(variant, drive, 1);
  t.match(result?.outcome, { kind: 'finished' }, JSON.stringify(variant));
  const values = Object.entries(result ? measured(result) : {});
  const byName = new Map(values.map(([name, value]) => [name, value ?? NaN]));
  return (name: string): number => byName.get(name) ?? NaN;
};

/** The whole of a trial, less what its last quantum or section may have taken of it. */
const NEARLY_ALL_NS = 500e6;

for (const variant of [{}, { way: 'handler' }, { way: 'never', long: 'yields' }]) {
  await t.test(`short tasks have turns: ${JSON.stringify(variant)}`, async (t) => {
    const at = await figures(t, variant);
    t.ok(at('delayMax') < NEARLY_ALL_NS);
    t.ok(at('evenRounds') > 0 && at('oddRounds') > 0, 'and so have all long ones');
  });
}

for (const variant of [{ way: 'never' }, { way: 'flag' }, { long: 'opted-out' }]) {
  await t.test(`short tasks have none: ${JSON.stringify(variant)}`, async (t) => {
    const at = await figures(t, variant);
    t.ok(at('delayP99') > NEARLY_ALL_NS);
    t.equal(at('oddRounds'), 0, 'nor has the second long one');
  });
}

await t.test('each setting has its effect', async (t) => {
  const coarse = await figures(t, { quantum: '10ms' });
  const fine = await figures(t, { quantum: '100us' });
  t.ok(coarse('delayP99') > fine('delayP99'), 'a shorter quantum');
  const fixed = await figures(t, {});
  const adaptive = await figures(t, { quantum: 'adaptive' });
  t.ok(adaptive('interrupts') > 3 * fixed('interrupts'), 'one that adapts');
  const byPriority = await figures(t, { quantum: 'by-priority' });
  t.ok(byPriority('evenRounds') > byPriority('oddRounds'), 'one by priority');
  const inTurn = await figures(t, { preempted: 'in-turn' });
  t.ok(inTurn('polls') > fixed('polls'), 'preempted tasks that wait their turn');
  const urgent = await figures(t, { preempted: 'in-turn', priorities: 'short-first' });
  t.ok(urgent('polls') > 2 * inTurn('polls'), 'a higher priority');
  const anywhere = await figures(t, { workers: '2' });
  const apart = await figures(t, { workers: '2', place: 'apart' });
  t.ok(apart('delayP99') < anywhere('delayP99'), 'a worker of their own');
  const inSection = await figures(t, { long: 'in-section' });
  t.ok(inSection('delayP99') > 5e6, 'a section that is not preempted');
  t.equal((await figures(t, { long: 'yields' }))('yields') > 0, true, 'yield points');
});
