import t from 'tap';
import { experimentFixture, measured } from '../support/experiments.js';

const { run } = await experimentFixture('generator-latency');
const CAP = 200;
const MEASURED = [
  ...['bareSwitch', 'resume', 'switchRatio', 'resumeUnlike', 'flagSwap'],
  ...['pooledGenerator', 'freshGenerator', 'pollBare', 'pollOff', 'pollOn'],
  ...['emptyPollBare', 'emptyPollOff', 'emptyPollOn', 'bareSignal'],
  ...['requestToHandler', 'handlerToScheduler', 'schedulerToTask'],
];

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
    for (const name of MEASURED) t.ok(at(name) > 0, name);
    t.ok(Number.isFinite(at('flagCheck')), 'next to nothing, or less than the loop');
    /* Of the same requests, each of which went from the one to the other. */
    t.ok(at('requestToHandler') <= at('requestToScheduler'), 'in order');
    t.ok(at('requestToScheduler') <= at('requestToSchedulerMax'));
    t.ok(at('bareSignal') <= at('bareSignalMax'));
  });
}
