import t from 'tap';
import { experimentFixture, measured } from '../support/experiments.js';

const { run } = await experimentFixture('generator-memory');
const drive = { driver: 'none', cap: 1_000_000 } as const;

/* Two preempts a task, for each of which a thread has to be woken: where others use the
 * machine as well that is what takes its time. */
for (const variant of [
  {},
  { way: 'handler', tasks: '1000' },
  { tasks: '1000', stack: '2MiB' },
]) {
  await t.test(`tasks are held: ${JSON.stringify(variant)}`, async (t) => {
    const [result] = await run(variant, drive, 1);
    t.match(result?.outcome, { kind: 'finished' }, JSON.stringify(result?.outcome));
    const { held, residentPerTask, stacksAtOnce } = result ? measured(result) : {};
    const tasks = 'tasks' in variant ? Number(variant.tasks) : 10_000;
    t.equal(held, tasks);
    t.ok(Number(stacksAtOnce) >= tasks, 'each on a stack of its own');
    t.ok(Number(residentPerTask) >= 4, 'a page each at least');
    t.ok(Number(residentPerTask) < 64, 'and not the whole stack');
  });
}
