import { readFileSync } from 'node:fs';
import { mkdir, symlink } from 'node:fs/promises';
import path from 'node:path';
import t from 'tap';
import type { Manifest } from '../../src/journal/manifest.js';
import { lab } from '../support/cli.js';
import { compiler } from '../support/ocaml.js';
import { writeProgram } from '../toolchain/fixtures/machine.js';

/** The real compiler under another version number, and failing where that is asked. */
const disguise = async (prefix: string, version: string, broken = false) => {
  const real = compiler.ocamlopt;
  const compile = broken
    ? `echo 'Error: trunk has moved on' >&2; exit 2`
    : `exec ${real} "$@"`;
  await writeProgram(
    path.join(prefix, 'bin', 'ocamlopt'),
    `if [ "$1" = -config ]; then ${real} -config | sed 's/^version: .*/version: ${version}/'
     else ${compile}; fi`,
  );
  await symlink(
    path.join(compiler.prefix, 'bin', 'ocamldep'),
    path.join(prefix, 'bin', 'ocamldep'),
  );
  return prefix;
};

interface RunJson {
  readonly folder: string;
  readonly cells: readonly { readonly subject: { readonly version: string } }[];
}

const args = [
  'run',
  'thread-signal',
  '--trials',
  '1',
  '--cap',
  '20',
  '--set',
  'threads=2',
];

await t.test('a version that the lab is not tested on runs with a warning', async (t) => {
  const prefix = path.join(t.testdir(), 'ocaml');
  await disguise(prefix, '5.9.0');
  const results = path.join(t.testdirName, 'results');
  const { exitCode, stderr } = await lab(
    ...args,
    '--ocaml',
    prefix,
    '--results',
    results,
  );
  t.equal(exitCode, 0, stderr);
  t.match(stderr, /warning: OCaml 5\.9\.0 is untested/);
  const tested = await lab(...args, '--ocaml', compiler.version, '--results', results);
  t.notMatch(tested.stderr, /untested/);
});

await t.test('one that no fixture compiles on stops nothing else', async (t) => {
  const prefix = path.join(t.testdir(), 'ocaml');
  await mkdir(prefix);
  await disguise(prefix, '5.9.0', true);
  const results = path.join(t.testdirName, 'results');
  const ocaml = ['--ocaml', prefix, '--ocaml', compiler.version];
  const run = await lab(...args, ...ocaml, '--results', results, '--json');
  t.equal(run.exitCode, 0, run.stderr);
  const { folder, cells } = JSON.parse(run.stdout) as RunJson;
  t.ok(cells.every(({ subject }) => subject.version === compiler.version));
  const manifest = readFileSync(path.join(folder, 'run.json'), 'utf8');
  t.match((JSON.parse(manifest) as Manifest).notApplicable, [
    {
      experiment: 'thread-signal',
      subject: { version: '5.9.0' },
      reason: /does not compile: Error: trunk has moved on/,
    },
  ]);
  const page = await lab('table', '--results', results, '--format', 'markdown');
  t.match(page.stdout, /Not applicable\n\n- thread-signal on OCaml 5\.9\.0: .*moved on/);
});
