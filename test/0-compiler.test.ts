import path from 'node:path';
import { execa } from 'execa';
import t from 'tap';
import { compiler } from './support/ocaml.js';

/*
 * It comes first: where there is no OCaml 5, this builds one, and the tests that need none
 * run beside it.
 */
await t.test('a compiler is found or built, and compiles', async (t) => {
  const folder = t.testdir({ 'hello.ml': 'let () = print_string Sys.ocaml_version' });
  const program = path.join(folder, 'hello');
  const source = path.join(folder, 'hello.ml');
  await execa(compiler.ocamlopt, ['-o', program, source]);
  const { stdout } = await execa(program);
  t.equal(stdout, compiler.version);
});
