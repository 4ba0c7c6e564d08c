import t from 'tap';
import { experimentFixture, measured } from '../support/experiments.js';

const { run } = await experimentFixture('generator-interrupt');
const CAP = 1000;

for (const way of ['trampoline', 'handler']) {
  await t.test(`workers are interrupted until they have exited: ${way}`, async (t) => {
    for (const result of await run({ way }, { driver: 'none', cap: CAP })) {
      t.match(result.outcome, { kind: 'survived' });
      t.ok(result.snapshot.telemetry.completed >= CAP);
      const { interrupted, noSuchWorker, failed } = measured(result);
      t.ok(Number(interrupted) >= CAP);
      t.equal(noSuchWorker, 6, 'three that there are not, asked for twice');
      t.ok(Number(failed) >= 2, 'both have exited');
    }
  });
}
