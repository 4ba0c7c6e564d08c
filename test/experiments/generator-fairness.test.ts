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

/** How many polls there are when each task has one and ends it. */
const ONE_EACH = 12;

for (const variant of [{}, { way: 'handler' }, { way: 'never', long: 'yields' }]) {
  await t.test(`short tasks have turns: ${JSON.stringify(variant)}`, async (t) => {
    const at = await figures(t, variant);
    t.ok(at('polls') > ONE_EACH);
    t.ok(at('evenRounds') > 0 && at('oddRounds') > 0, 'and so have all long ones');
  });
}

for (const variant of [{ way: 'never' }, { way: 'flag' }, { long: 'opted-out' }]) {
  await t.test(`short tasks have none: ${JSON.stringify(variant)}`, async (t) => {
    const at = await figures(t, variant);
    t.equal(at('polls'), ONE_EACH, 'but when the long ones have ended');
    t.equal(at('oddRounds'), 0, 'nor has the second long one');
  });
}

/* How large its effect is depends on who else uses the machine: that is for the claims. */
for (const variant of [
  ...['10ms', '100us', 'adaptive', 'changing', 'by-priority'].map((quantum) => ({
    quantum,
  })),
  ...[{ preempted: 'in-turn' }, { preempted: 'in-turn', priorities: 'short-first' }],
  ...[{ workers: '2' }, { workers: '2', place: 'apart' }, { long: 'in-section' }],
]) {
  await t.test(`each setting can be had: ${JSON.stringify(variant)}`, async (t) => {
    const at = await figures(t, variant);
    t.ok(at('interrupts') > 0, 'the timer asks');
    t.ok(at('polls') > ONE_EACH, 'and the short tasks have turns');
    t.equal(at('yields'), 0, 'that nobody gave them');
  });
}

await t.test('a task may give way at points of its own', async (t) => {
  const at = await figures(t, { way: 'never', long: 'yields' });
  t.ok(at('yields') > 0);
  t.equal(at('interrupts'), 0, 'without being asked');
});
