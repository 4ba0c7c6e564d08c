import { execa } from 'execa';
import t from 'tap';
import { compileOcaml } from '../../src/build/compile-ocaml.js';
import { buildFixture } from '../../src/build/fixture.js';
import { experimentSources } from '../../src/build/ocaml-fixture.js';
import { subjectKind } from '../../src/plan/definition.js';
import { driveFieldOf } from '../../src/plan/drive.js';
import { discoverExperiments } from '../../src/plan/discover.js';
import { generators } from '../support/generators.js';
import { compiler } from '../support/ocaml.js';

interface Description {
  readonly fixture: string;
  readonly ocaml?: string;
  readonly knobs: Readonly<Record<string, readonly string[]>>;
}

const experiments = await discoverExperiments();

for (const experiment of experiments) {
  /* Those in C alone are held to it with the rest of the C. */
  if (experiment.subject === 'generator') continue;
  const { name, libraries, wraps } = experiment;
  await t.test(`${name} compiles without a warning`, async (t) => {
    const folder = t.testdir();
    const sources = await experimentSources(experiment, compiler);
    const place = { folder, final: folder };
    await t.resolves(
      compileOcaml({ compiler, sources, libraries, wraps, ...place, strict: true }),
    );
  });
}

for (const experiment of experiments) {
  await t.test(experiment.name, async (t) => {
    const toolchain = { ocaml: compiler, generator: generators }[subjectKind(experiment)];
    const { executable } = await buildFixture(experiment, toolchain);
    const { stdout } = await execa(executable, ['--describe']);
    const { fixture, ocaml, knobs } = JSON.parse(stdout) as Description;
    t.equal(fixture, experiment.name);
    t.equal(ocaml, toolchain.kind === 'ocaml' ? toolchain.version : undefined);
    const declared = Object.entries(experiment.knobs)
      .filter(([name]) => driveFieldOf(name) === undefined)
      .map(([name, { values }]) => [name, values]);
    t.same(knobs, Object.fromEntries(declared), 'knobs and values, defaults first');

    const help = await execa(executable, ['--help']);
    t.match(help.stdout, /Knobs, the default first/);
    const wrong = await execa(executable, ['nonsense=1'], { reject: false });
    t.equal(wrong.exitCode, 2);
    t.match(wrong.stderr, /no knob nonsense/);
  });
}
