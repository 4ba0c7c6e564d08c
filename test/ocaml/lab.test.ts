import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { execa } from 'execa';
import t from 'tap';
import { compileOcaml } from '../../src/build/compile-ocaml.js';
import { ocamlFixtureSources } from '../../src/build/ocaml-fixture.js';
import { compiler } from '../support/ocaml.js';

await t.test('the library of the fixtures does what it says', async (t) => {
  const folder = t.testdir();
  const executable = path.join(folder, 'build', 'fixture');
  mkdirSync(path.dirname(executable));
  await compileOcaml({
    compiler,
    sources: await ocamlFixtureSources(import.meta.dirname),
    libraries: ['unix', 'threads'],
    wraps: ['caml_garbage_collection'],
    folder: path.dirname(executable),
    final: path.dirname(executable),
    strict: true,
  });
  const { stdout } = await execa(executable);
  t.same(stdout.split('\n'), [
    ...['loop', 'calling', 'rarely-calling', 'allocating', 'keeping']
      .concat(['floats', 'exceptions'])
      .map((task) => `${task} entered 20`),
    '0 words 4 words 6 words ',
    'a1 b1 c1 a2 b2 c2 ',
    'caught 5, verified 140',
    'self true',
    'self is there',
    'dead thread refused true',
    'bad signal refused',
  ]);
});
