import t from 'tap';
import { experimentFixture, measured, outcomes } from '../support/experiments.js';

const { run } = await experimentFixture('generator-pinning');
const drive = { driver: 'none' } as const;

await t.test(
  'a pinned task is polled on a stack of its own, which is reused',
  async (t) => {
    const [result] = await run({}, drive, 1);
    t.match(result?.outcome, { kind: 'survived' });
    const { attempts, completed } = result?.snapshot.telemetry ?? {};
    t.ok(Number(attempts) >= 1000);
    t.equal(completed, attempts, 'each task that asked was served');
    t.ok(Number(result && measured(result).stacksAtOnce) <= 11, 'stacks are given back');
  },
);

await t.test('the generator that runs cannot be handed over', async (t) => {
  const results = await run({ pin: 'current' }, drive);
  t.same(new Set(outcomes(results)), new Set(['fatal-error']));
  t.match(results[0]?.outcome.message, /a finished generator is resumed/);
});
