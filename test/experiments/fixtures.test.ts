import { execa } from 'execa';
import t from 'tap';
import { buildFixture } from '../../src/build/fixture.js';
import { discoverExperiments } from '../../src/plan/discover.js';
import { compiler } from '../support/ocaml.js';

interface Description {
  readonly fixture: string;
  readonly ocaml: string;
  readonly knobs: Readonly<Record<string, readonly string[]>>;
}

/** Knobs that say how a trial is driven; a fixture has options for these. */
const DRIVE_KNOBS = ['rate', 'driver'];

for (const experiment of await discoverExperiments()) {
  await t.test(experiment.name, async (t) => {
    const { executable } = await buildFixture(experiment, compiler);
    const { stdout } = await execa(executable, ['--describe']);
    const { fixture, ocaml, knobs } = JSON.parse(stdout) as Description;
    t.equal(fixture, experiment.name);
    t.equal(ocaml, compiler.version);
    const declared = Object.entries(experiment.knobs)
      .filter(([name]) => !DRIVE_KNOBS.includes(name))
      .map(([name, { values }]) => [name, values]);
    t.same(knobs, Object.fromEntries(declared), 'knobs and values, defaults first');

    const help = await execa(executable, ['--help']);
    t.match(help.stdout, /Knobs, the default first/);
    const wrong = await execa(executable, ['nonsense=1'], { reject: false });
    t.equal(wrong.exitCode, 2);
    t.match(wrong.stderr, /no knob nonsense/);
  });
}
