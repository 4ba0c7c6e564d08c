import { readFileSync, readdirSync } from 'node:fs';
import { cp, rm } from 'node:fs/promises';
import path from 'node:path';
import { execa } from 'execa';
import t from 'tap';
import { packageRoot } from '../../src/paths.js';
import { WITHOUT_FOREIGN_OCAML } from '../../src/toolchain/environment.js';
import { compiler } from '../support/ocaml.js';

const library = path.join(packageRoot, 'ocaml', 'preempt');
const opam = readFileSync(path.join(library, 'preempt.opam'), 'utf8');

await t.test('the opam file has what opam wants to know', (t) => {
  t.match(opam, /^opam-version: "2\.0"$/m);
  for (const field of ['synopsis', 'description', 'maintainer', 'authors', 'license']) {
    t.match(opam, new RegExp(`^${field}:\\s+\\[?"[^"]+"`, 'm'), field);
  }
  const depends = /^depends: \[\n((?: {2}.*\n)*)\]$/m.exec(opam)?.[1];
  t.match(depends, '"ocaml" {>= "5.0" & < "5.6"}');
  t.match(depends, /"dune" \{>= "\d/);
  t.match(opam, /^build: \[(\n.*)*"dune"\s+"build"/m);
  t.end();
});

const dune = await execa('dune', ['--version'], { reject: false });
const withDune = { skip: dune.failed && 'dune is not installed' };

await t.test('with dune', withDune, async (t) => {
  const cwd = path.join(t.testdir(), 'preempt');
  await cp(library, cwd, { recursive: true });
  await rm(path.join(cwd, 'preempt.opam'));
  const PATH = `${path.join(compiler.prefix, 'bin')}:${process.env.PATH ?? ''}`;
  const run = (...args: readonly string[]) =>
    execa({ cwd, env: { ...WITHOUT_FOREIGN_OCAML, PATH }, reject: false, all: true })(
      'dune',
      [...args, '--root', '.', '--display', 'quiet'],
    );
  await t.test('it builds without a warning', async (t) => {
    const { exitCode, all } = await run('build');
    t.equal(exitCode, 0, all);
    t.notMatch(all, /warning/i);
  });
  await t.test('it makes no plugin, in which nothing would be preempted', (t) => {
    const made = readdirSync(path.join(cwd, '_build', 'default', 'src'));
    t.ok(made.includes('preempt.cmxa'));
    t.notOk(made.includes('preempt.cmxs'));
    t.end();
  });
  await t.test('its opam file is what its dune-project says', (t) => {
    t.equal(readFileSync(path.join(cwd, 'preempt.opam'), 'utf8'), opam);
    t.end();
  });
  await t.test('its tests pass', async (t) => {
    const { exitCode, all } = await run('runtest');
    t.equal(exitCode, 0, all);
    t.match(all, /^ok /m);
    t.notMatch(all, /^FAILED /m);
  });
});
