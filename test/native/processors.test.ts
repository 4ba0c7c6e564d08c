import { execa } from 'execa';
import t from 'tap';
import { describeFixture, whyNotApplicable } from '../../src/build/describe-fixture.js';
import type { Variant } from '../../src/plan/definition.js';
import {
  buildGeneratorCheck,
  buildGeneratorExperiment,
  OTHER_PROCESSORS,
} from '../support/generators.js';
import { mustRun, plannedTrial } from '../support/trials.js';

const ROOM = ['preempts', 'room-for-the-trampoline', 'room-for-handlers'];
const OVERFLOWS = ['stack-overflow', 'no-room-for-a-signal', 'no-room-for-a-preempt'];

const build = (experiment: string, processor: string): Promise<string> =>
  buildGeneratorExperiment(experiment, OTHER_PROCESSORS[processor] ?? []);

const run = (executable: string, variant: Variant, cap: number) =>
  mustRun(plannedTrial(variant, { rateHz: 10_000, cap }), executable);

for (const [processor, flags] of Object.entries(OTHER_PROCESSORS)) {
  await t.test(
    `${processor}: there is room for a preempt, or none is made`,
    async (t) => {
      const executable = await buildGeneratorCheck('preemption_check', flags);
      for (const property of ROOM) {
        const { exitCode, all } = await execa(executable, [property], {
          reject: false,
          all: true,
        });
        t.same([exitCode, all], [0, ''], property);
      }
      for (const property of OVERFLOWS) {
        const { signal, stderr } = await execa(executable, [property], { reject: false });
        const told = 'generator: a task has overflowed its stack';
        t.same([signal, stderr], ['SIGSEGV', told], property);
      }
    },
  );

  await t.test(`${processor}: an overflow is told as one`, async (t) => {
    const executable = await build('generator-hazards', processor);
    for (let trial = 0; trial < 3; trial++) {
      const { outcome } = await run(executable, { hazard: 'stack' }, 10_000);
      t.match(outcome, { kind: 'stack-overflow', signal: 'SIGSEGV' });
    }
    const remedied = await run(executable, { hazard: 'stack', remedy: 'yes' }, 1000);
    t.equal(remedied.outcome.kind, 'survived');
  });
}

await t.test('xsave keeps all that xsavec does', async (t) => {
  const executable = await build('preemptive-generator', 'no xsavec');
  const all = { load: 'all', guard: 'range' };
  t.match((await run(executable, all, 5000)).outcome, { kind: 'survived' });
});

await t.test(
  'fxsave keeps x87 and SSE, and where there is more that is lost',
  async (t) => {
    const executable = await build('preemptive-generator', 'no xsave');
    for (const load of ['integer', 'sse', 'x87', 'mxcsr', 'red-zone', 'string']) {
      t.match(
        (await run(executable, { load }, 1000)).outcome,
        { kind: 'survived' },
        load,
      );
    }
    const description = await describeFixture({ executable });
    if (whyNotApplicable(description, { load: 'avx2' }) !== undefined) return;
    const { outcome } = await run(executable, { load: 'avx2' }, 10_000);
    t.match(outcome, { kind: 'wrong-result', message: /ymm/ });
  },
);
