import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { execa } from 'execa';
import t from 'tap';
import { compileOcaml } from '../../src/build/compile-ocaml.js';
import { describeFixture, whyNotApplicable } from '../../src/build/describe-fixture.js';
import { ocamlFixtureSources } from '../../src/build/ocaml-fixture.js';
import { compiler } from '../support/ocaml.js';

const folder = path.join(t.testdir(), 'build');
mkdirSync(folder);
const sources = await ocamlFixtureSources(path.join(import.meta.dirname, 'fixtures'));
await compileOcaml({ compiler, sources, libraries: [], folder, final: folder });
const executable = path.join(folder, 'fixture');

await t.test('a fixture says which values its OCaml cannot have, and why', async (t) => {
  const description = await describeFixture({ executable });
  t.same(description.knobs, { engine: ['steam', 'fusion'] });
  t.equal(
    whyNotApplicable(description, { engine: 'fusion' }),
    'engine=fusion: not "invented" yet',
  );
  t.equal(whyNotApplicable(description, { engine: 'steam' }), undefined);
});

await t.test('and refuses them when it is run by hand', async (t) => {
  const refused = await execa(executable, ['engine=fusion'], { reject: false });
  t.equal(refused.exitCode, 2);
  t.match(refused.stderr, /engine=fusion is not applicable: not "invented" yet/);
  const { stdout } = await execa(executable, ['engine=steam']);
  t.match(stdout, /finished/);
});
