import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import t from 'tap';
import { compileOcaml } from '../../src/build/compile-ocaml.js';
import { buildError } from '../../src/build/compiler-error.js';
import { buildNativeFixture } from '../../src/build/native-fixture.js';
import { compiler } from '../support/ocaml.js';

const BUILD_ERROR = { name: 'BuildError', exitCode: 3 };

await t.test("the first error of OCaml's compiler is told, with its place", async (t) => {
  const folder = t.testdir({
    'wrong.ml': 'let () = print_endline 42\nlet () = 1 + "2"\n',
    build: {},
  });
  const program = {
    compiler,
    sources: [{ file: path.join(folder, 'wrong.ml'), name: 'wrong.ml' }],
    libraries: [],
    folder: path.join(folder, 'build'),
    final: path.join(folder, 'build'),
  };
  const error = await compileOcaml(program).catch((reason: unknown) =>
    buildError('the fixture of wrong', reason),
  );
  t.match(error, { ...BUILD_ERROR, message: /^the fixture of wrong does not compile: / });
  t.match(error, {
    message: /File "wrong.ml", line 1, .*Error: .*int.* expected of type "?string"?$/,
  });
});

await t.test('the first error of the C compiler is told', async (t) => {
  const folder = t.testdir({ 'broken.c': 'int main(void) { return nothing; }\n' });
  const build = buildNativeFixture(path.join(folder, 'broken.c'));
  await t.rejects(build, { ...BUILD_ERROR, message: /broken.c:1:.*error: .*nothing/ });
});

await t.test('what the linker does not find is told', async (t) => {
  const text = 'int nothing(void); int main(void) { return nothing(); }\n';
  const folder = t.testdir({ 'unlinked.c': text });
  const build = buildNativeFixture(path.join(folder, 'unlinked.c'));
  await t.rejects(build, { ...BUILD_ERROR, message: /undefined reference to .nothing/ });
});

await t.test('without a C compiler the way out is told', async (t) => {
  const folder = t.testdir({ 'fine.c': 'int main(void) { return 0; }\n' });
  mkdirSync(path.join(folder, 'empty'));
  writeFileSync(
    path.join(folder, 'fine.c'),
    `int main(void) { return ${Date.now()}; }\n`,
  );
  const { PATH } = process.env;
  t.teardown(() => {
    process.env.PATH = PATH;
  });
  process.env.PATH = path.join(folder, 'empty');
  const build = buildNativeFixture(path.join(folder, 'fine.c'));
  await t.rejects(build, { ...BUILD_ERROR, message: /cannot be built.*doctor/ });
});
