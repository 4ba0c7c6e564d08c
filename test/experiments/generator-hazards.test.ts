import t from 'tap';
import { experimentFixture } from '../support/experiments.js';
import { SHORT_LIMITS } from '../support/trials.js';

const { run } = await experimentFixture('generator-hazards');
const clocked = await experimentFixture('generator-hazards', SHORT_LIMITS);
const TRIALS = 2;

const shows: Readonly<Record<string, RegExp>> = {
  registers: /^wrong-result .*(ymm|x87)/,
  'red-zone': /^wrong-result .*red zone/,
  environment: /^wrong-result .*x87/,
  errno: /^wrong-result errno/,
  malloc: /^(crashed|hung|wrong-result)/,
  arena: /^hung/,
  stdio: /^(wrong-result lines|crashed|hung)/,
  stack: /^stack-overflow/,
};

await t.test('mask, which leaves the signal blocked, and its remedy', async (t) => {
  for (const { outcome, snapshot } of await clocked.run({ hazard: 'mask' })) {
    t.equal(outcome.kind, 'timed-out');
    t.ok(snapshot.telemetry.caught <= 2, 'a preempt for each task');
  }
  for (const { outcome, snapshot } of await run({ hazard: 'mask', remedy: 'yes' })) {
    t.equal(outcome.kind, 'survived');
    t.ok(snapshot.telemetry.completed >= 1000);
  }
});

for (const [hazard, expected] of Object.entries(shows)) {
  await t.test(`${hazard}, and its remedy`, async (t) => {
    const trials = await run({ hazard }, { cap: 10_000 }, TRIALS);
    for (const { outcome } of trials) {
      t.match([outcome.kind, outcome.message ?? ''].join(' ').trim(), expected);
    }
    for (const { outcome, snapshot } of await run(
      { hazard, remedy: 'yes' },
      {},
      TRIALS,
    )) {
      t.equal(outcome.kind, 'survived', 'put right');
      t.ok(snapshot.telemetry.completed >= 1000);
    }
  });
}

for (const hazard of ['malloc', 'stdio']) {
  await t.test(`${hazard} where nothing is preempted`, async (t) => {
    for (const { outcome, snapshot } of await run({ hazard, remedy: 'sections' })) {
      t.equal(outcome.kind, 'survived');
      t.ok(snapshot.telemetry.completed >= 1000, 'preempted once it is over');
    }
  });
}
