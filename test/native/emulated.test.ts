import t from 'tap';
import { buildGeneratorCheck, buildGeneratorExperiment } from '../support/generators.js';
import { onProcessor, withQemu } from '../support/qemu.js';

/** One without xsave and AVX, and one with all that can be emulated. */
const MODELS = ['core2duo', 'max'];

interface Description {
  readonly notApplicable: readonly Record<'knob' | 'value' | 'reason', string>[];
}

const lackingIn = (stdout: string): readonly string[] =>
  (JSON.parse(stdout) as Description).notApplicable.map(({ value }) => value);

const DRIVE = ['--driver', 'sibling', '--rate', '1000', '--cap'];

for (const model of withQemu.skip ? [] : MODELS) {
  await t.test(`${model}: what is promised of preempting holds`, async (t) => {
    const check = await buildGeneratorCheck('preemption_check');
    const promises = ['preempts', 'unpreemptible', 'no-stack-to-go-on-with', 'quanta'];
    for (const promise of [
      ...promises,
      ...['room-for-the-trampoline', 'room-for-handlers'],
    ]) {
      const { exitCode, stderr } = await onProcessor(model, check, promise);
      t.equal(exitCode, 0, `${promise} ${stderr}`);
    }
    for (const overflow of [
      ...['stack-overflow', 'no-room-for-a-signal', 'no-room-for-a-preempt'],
    ]) {
      const { signal, stderr } = await onProcessor(model, check, overflow);
      t.equal(signal, 'SIGSEGV', overflow);
      t.match(stderr, /^generator: a task has overflowed its stack$/m, overflow);
    }
    const wild = await onProcessor(model, check, 'wild-address');
    t.notMatch(wild.stderr, /overflowed/, 'and nothing else is told as an overflow');
  });

  await t.test(`${model}: tasks keep all the state that it has`, async (t) => {
    const fixture = await buildGeneratorExperiment('preemptive-generator', []);
    const cells = [
      ['way=trampoline', 'load=all', 'guard=range'],
      /* A handler may find the direction flag set there, which "string" sets. */
      ...['mixed', 'x87', 'mxcsr', 'red-zone'].map((load) => [
        'way=handler',
        `load=${load}`,
      ]),
    ];
    for (const knobs of cells) {
      const { exitCode, all } = await onProcessor(
        model,
        fixture,
        ...[...DRIVE, '100', ...knobs],
      );
      t.equal(exitCode, 0);
      t.match(all, /attempts +100\n[^]*preempts +100\n[^]*all results right$/);
    }
  });

  await t.test(`${model}: loads that it cannot do are not applicable`, async (t) => {
    const fixture = await buildGeneratorExperiment('preemptive-generator', []);
    const lacking = lackingIn((await onProcessor(model, fixture, '--describe')).stdout);
    if (model === 'core2duo') t.same(lacking, ['avx2', 'avx512']);
    for (const load of ['avx2', 'avx512']) {
      const drive = [...DRIVE, '20', `load=${load}`];
      const { exitCode, all } = await onProcessor(model, fixture, ...drive);
      if (lacking.includes(load)) {
        t.equal(exitCode, 2);
        t.match(all, 'this processor lacks its instructions');
      } else t.match(all, /all results right$/);
    }
  });

  await t.test(`${model}: hazards show without what it lacks`, async (t) => {
    const fixture = await buildGeneratorExperiment('generator-hazards', []);
    const trial = (...knobs: string[]) =>
      onProcessor(model, fixture, ...DRIVE, '3000', ...knobs);
    t.match(
      (await trial('hazard=registers')).stdout,
      /a ymm register|x87 stack was lost/,
    );
    t.match((await trial('hazard=red-zone')).stdout, /the red zone was overwritten/);
    t.match((await trial('hazard=stack')).stderr, /a task has overflowed its stack/);
    const remedied = [...DRIVE, '100', 'hazard=registers', 'remedy=yes'];
    t.match((await onProcessor(model, fixture, ...remedied)).stdout, /all results right/);
  });
}

await t.test('other processors are emulated', withQemu, (t) => {
  t.end();
});
