import t from 'tap';
import { experimentFixture, measured, outcomes } from '../support/experiments.js';

const { run } = await experimentFixture('custom-stack');

await t.test('a new task that does not allocate runs to its end each time', async (t) => {
  for (const linked of ['no', 'yes']) {
    const results = await run({ linked, task: 'loop', newcomer: 'loop' });
    t.same(outcomes(results), ['survived', 'survived', 'survived']);
    for (const result of results) {
      const { attempts, completed } = result.snapshot.telemetry;
      t.same([attempts, completed], [1000, 1000]);
      t.match(measured(result), { newcomersFinished: 1000 });
    }
  }
});

await t.test(
  'new tasks that allocate cost the interrupted one what it keeps',
  async (t) => {
    for (const linked of ['no', 'yes']) {
      const results = await run({ linked, task: 'keeping', newcomer: 'allocating' });
      t.notOk(outcomes(results).includes('survived'), `linked=${linked}`);
      const all = results.map((result) => measured(result).newcomersFinished ?? 0);
      t.ok(
        all.every((finished) => finished > 0),
        `the first ones do run: ${all.join(', ')}`,
      );
    }
  },
);

await t.test('signals over the runtime are skipped', async (t) => {
  const [result] = await run({ task: 'keeping', newcomer: 'loop' }, { cap: 300 }, 1);
  t.ok((result?.snapshot.telemetry.skipped ?? 0) > 0);
});
