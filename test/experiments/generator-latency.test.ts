import t from 'tap';
import { experimentFixture, measured } from '../support/experiments.js';

const { run } = await experimentFixture('generator-latency');
const CAP = 200;

for (const way of ['trampoline', 'handler']) {
  await t.test(`every part of a preempt has a time: ${way}`, async (t) => {
    const [result] = await run({ way }, { driver: 'none', cap: CAP }, 1);
    t.match(result?.outcome, { kind: 'survived' });
    t.equal(result?.snapshot.telemetry.completed, CAP);
    const figure = Object.fromEntries(
      Object.entries(result ? measured(result) : {}).map(([name, value]) => [
        name,
        value ?? NaN,
      ]),
    );
    const at = (name: string): number => figure[name] ?? NaN;
    t.ok(at('bareSwitch') > 1, 'a switch cannot be free');
    t.ok(at('switchRatio') < 3, 'nor is one of a generator much dearer');
    t.ok(at('pooledGenerator') < at('freshGenerator'), 'a pool is worth having');
    t.ok(at('flagCheck') < at('flagSwap'), 'a look costs less than a swap');
    t.ok(at('pollBare') > 500 && at('pollBare') < 50_000, 'a poll works some time');
    t.ok(at('emptyPollBare') < at('pollBare') / 4, 'and an empty one does not');
    for (const ratio of [at('pollOff'), at('pollOn')]) t.ok(ratio > 0.5 && ratio < 2);
    t.ok(at('requestToHandler') < at('requestToScheduler'), 'in order');
    t.ok(at('requestToScheduler') < at('requestToSchedulerMax'));
    t.ok(at('handlerToScheduler') > 0 && at('schedulerToTask') > 0);
  });
}
