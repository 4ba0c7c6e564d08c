import { execa } from 'execa';
import t from 'tap';
import { buildFixture } from '../../src/build/fixture.js';
import { discoverExperiments, selectExperiments } from '../../src/plan/discover.js';
import type { Drive } from '../../src/plan/drive.js';
import type { Variant } from '../../src/plan/definition.js';
import type { TrialResult } from '../../src/trial/run-trial.js';
import { compiler } from '../support/ocaml.js';
import { mustRun, plannedTrial } from '../support/trials.js';

const [callback] = selectExperiments(await discoverExperiments(), ['callback']);
if (!callback) throw new Error('callback is gone');
const { executable } = await buildFixture(callback, compiler);

const TRIALS = 5;

const run = async (variant: Variant, drive: Partial<Drive> = {}) => {
  const results: TrialResult[] = [];
  for (let i = 0; i < TRIALS; i++) {
    const trial = { ...plannedTrial(variant, { rateHz: 10_000, cap: 1000, ...drive }) };
    results.push(await mustRun({ ...trial, seed: i }, executable));
  }
  return results;
};

const preempts = (results: readonly TrialResult[]): readonly number[] =>
  results.map(({ snapshot }) => snapshot.telemetry.completed);

await t.test('a loop in one frame survives, whoever signals', async (t) => {
  for (const driver of ['external', 'sibling', 'timer'] as const) {
    const results = await run({}, { driver });
    t.ok(
      results.every(({ outcome }) => outcome.kind === 'survived'),
      driver,
    );
    for (const { snapshot } of results) {
      const { attempts, caught, completed } = snapshot.telemetry;
      t.same([attempts, caught, completed], [1000, 1000, 1000]);
    }
  }
});

await t.test('a default fiber has no room for a signal frame', async (t) => {
  const results = await run({ fiber: 'default' });
  /* What lies below the fiber is written over; how much of it hangs on the processor. */
  t.notOk(results.some(({ outcome }) => outcome.kind === 'survived'));
  t.ok(preempts(results).every((count) => count <= 5));
  t.ok(
    results.some(({ snapshot }) => snapshot.telemetry.fault !== null),
    'where it faulted is on record',
  );
});

await t.test('stale registers are fatal within tens of preempts', async (t) => {
  const results = await run({ registers: 'stale' });
  t.ok(results.every(({ outcome }) => outcome.kind !== 'survived'));
  t.ok(preempts(results).every((count) => count < 200));
});

await t.test('frames below the one the runtime knows are fatal in the end', async (t) => {
  const results = await run({ task: 'calling' }, { cap: 5000 });
  t.ok(results.every(({ outcome }) => outcome.kind !== 'survived'));
});

await t.test('an allocating handler and task do not survive', async (t) => {
  const results = await run({ handler: 'allocating', task: 'allocating' });
  t.ok(results.every(({ outcome }) => outcome.kind !== 'survived'));
});

await t.test(
  'the guard skips signals over the collector, and so no trial hangs',
  async (t) => {
    const results = await run({ guard: 'pc', task: 'allocating' });
    const skipped = results.map(({ snapshot }) => snapshot.telemetry.skipped);
    t.ok(
      skipped.reduce((sum, count) => sum + count) > 0,
      `skipped ${skipped.join(', ')}`,
    );
    t.notOk(results.some(({ outcome }) => outcome.kind === 'hung'));
  },
);

await t.test('the fixture runs by hand and prints what it counted', async (t) => {
  const { stdout } = await execa(executable, ['--cap', '100', '--driver', 'timer']);
  t.match(stdout, /reached the cap\nreceived \d+, attempts 100, .* completed 100/);
});
