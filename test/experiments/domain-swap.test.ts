import t from 'tap';
import { experimentFixture, measured, outcomes } from '../support/experiments.js';

const TRIALS = 3;
const CAP = 30;

const { run } = await experimentFixture('domain-swap');
const drive = { rateHz: 500, cap: CAP };
const all = (kind: string) => Array.from({ length: TRIALS }, () => kind);

for (const task of ['loop', 'allocating', 'keeping']) {
  await t.test(`parked at a safepoint, ${task}`, async (t) => {
    const results = await run({ park: 'safepoint', task }, drive, TRIALS);
    t.same(outcomes(results), all('survived'));
    for (const result of results) {
      const { attempts, completed } = result.snapshot.telemetry;
      t.same([attempts, completed], [CAP, CAP], 'each suspension ended');
      const figures = { replacementsSpawned: CAP, replacementsFinished: CAP, swaps: CAP };
      t.match(measured(result), figures);
    }
  });
}

for (const task of ['loop', 'allocating']) {
  await t.test(`parked in the handler, ${task}`, async (t) => {
    const results = await run({ park: 'handler', task }, drive, TRIALS);
    t.same(outcomes(results), all('hung'), 'nothing answers for the parked domain');
    for (const result of results) {
      const { attempts, completed } = result.snapshot.telemetry;
      t.same([attempts, completed], [1, 0]);
      t.match(measured(result), { replacementsFinished: 0, swaps: 0 });
    }
  });
}

await t.test('parked in the handler in a blocking section', async (t) => {
  const park = 'handler-blocking-section';
  const results = await run({ park }, drive, TRIALS);
  t.same(outcomes(results), all('survived'), 'its backup thread answers for it');

  const stale = await run({ park, registers: 'stale' }, drive, TRIALS);
  t.same(outcomes(stale), all('crashed'), 'its stack is scanned from the wrong place');

  const allocating = { park, task: 'allocating' };
  const unguarded = await run(allocating, { ...drive, cap: 300 }, TRIALS);
  t.notOk(outcomes(unguarded).includes('survived'), 'some signals hit a collection');
});

await t.test('parked so, over OCaml code alone', async (t) => {
  const guarded = (task: string, cap: number) =>
    run(
      { park: 'handler-blocking-section', guard: 'pc', task },
      { ...drive, cap },
      TRIALS,
    );

  /* A collection reads the registers of the last call of the collector. When that has left
   * young cells in them, as every other call does, the next swap moves cells that the task
   * is going to read; a list of 100,000 sees two calls or three. */
  const keeping = outcomes(await guarded('keeping', 300));
  t.same(keeping, all('wrong-result'), 'the list is moved under the task');

  /* It drops its cells within sixteen steps, so that few swaps move one that it still
   * reads. A cell that was moved keeps its tail and has an address in place of its number:
   * the sum is wrong then, and nothing worse can come of it. */
  const dropping = await guarded('allocating', CAP);
  const ends = outcomes(dropping);
  const harmless = ends.filter((end) => end === 'survived' || end === 'wrong-result');
  t.same(ends, harmless, 'nobody dies or hangs');
  t.ok(dropping.some(({ snapshot }) => snapshot.telemetry.skipped > 0));
});
