import path from 'node:path';
import t from 'tap';
import { UsageError } from '../../src/errors.js';
import { resolveCompiler } from '../../src/toolchain/resolve.js';
import { bareMachine, writeOcamlopt, writeProgram } from './fixtures/machine.js';

const work = { onProgress: () => undefined };

void t.test(
  'takes a prefix whose compiler is native, new enough and for amd64',
  async (t) => {
    const { root } = await bareMachine(t);
    const prefix = await writeOcamlopt(path.join(root, 'ocaml'), { system: 'linux' });
    t.match(await resolveCompiler(prefix, work), {
      version: '5.3.0',
      prefix,
      ocamlopt: path.join(prefix, 'bin', 'ocamlopt'),
      origin: 'prefix',
      config: { system: 'linux' },
    });
  },
);

const refused: readonly [string, RegExp, Readonly<Record<string, string>>][] = [
  ['too old', /OCaml 4\.14\.1 is older than 5\.0/, { version: '4.14.1' }],
  ['without a native compiler', /bytecode only/, { native_compiler: 'false' }],
  ['for another processor', /for arm64, not for amd64/, { architecture: 'arm64' }],
  ['moved from its place', /not in \/nowhere/, { standard_library: '/nowhere' }],
];

for (const [what, reason, config] of refused) {
  void t.test(`refuses a prefix with a compiler ${what}, naming both`, async (t) => {
    const { root } = await bareMachine(t);
    const prefix = await writeOcamlopt(path.join(root, 'ocaml'), config);
    const error: unknown = await resolveCompiler(prefix, work).catch((e: unknown) => e);
    t.type(error, UsageError);
    t.match(error, { message: reason });
    t.match(error, { message: prefix });
  });
}

void t.test('refuses a prefix that has no ocamlopt or a broken one', async (t) => {
  const { root } = await bareMachine(t);
  await t.rejects(resolveCompiler(`${root}/none`, work), {
    message: /no OCaml compiler/,
  });
  await writeProgram(path.join(root, 'bytecode', 'bin', 'ocamlc'), '');
  await t.rejects(resolveCompiler(`${root}/bytecode`, work), {
    message: /bytecode only/,
  });
  await writeProgram(path.join(root, 'broken', 'bin', 'ocamlopt'), 'exit 7');
  await t.rejects(resolveCompiler(`${root}/broken`, work), {
    message: /ocamlopt -config: exit code 7/,
  });
});
