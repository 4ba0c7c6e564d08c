import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import t from 'tap';
import type { Manifest } from '../../src/journal/manifest.js';
import { labVersion } from '../../src/version.js';
import { lab } from '../support/cli.js';
import '../support/generators.js';
import { compiler } from '../support/ocaml.js';
import { bareMachine, writeProgram } from '../toolchain/fixtures/machine.js';

const NAME = 'preemptive-generator';
const FEW = ['--trials', '1', '--cap', '20', '--json'];

interface RunJson {
  readonly run: string;
  readonly folder: string;
  readonly cells: readonly { readonly subject: object }[];
}

const manifestIn = (folder: string): Manifest =>
  JSON.parse(readFileSync(path.join(folder, 'run.json'), 'utf8')) as Manifest;

const results = t.testdir();
const first = await lab('run', NAME, ...FEW, '--results', results);
const { run, folder, cells } = JSON.parse(first.stdout) as RunJson;
const trials = path.join(folder, 'trials.ndjson');

await t.test('a run about generators alone seeks no OCaml', (t) => {
  t.equal(first.exitCode, 0);
  t.match(first.stderr, /Boost\.Context, from/);
  t.notMatch(first.stderr, /OCaml/);
  const subject = { kind: 'generator', version: labVersion() };
  t.ok(cells.length > 1);
  t.ok(cells.every((cell) => JSON.stringify(cell.subject) === JSON.stringify(subject)));
  const config = { boost_context: /^(system|cache)$/, c_flags: /-O2/ };
  t.match(manifestIn(folder).subjects, [{ ...subject, config }]);
  t.end();
});

await t.test('it can be resumed, and a trial of it replayed', async (t) => {
  const lines = readFileSync(trials, 'utf8').split('\n');
  writeFileSync(trials, `${lines[0] ?? ''}\n`);
  const resumed = await lab('run', '--resume', run, '--results', results);
  t.equal(resumed.exitCode, 0, resumed.stderr);
  t.equal(readFileSync(trials, 'utf8').split('\n').length, lines.length);
  const replayed = await lab('replay', run, '0', '--results', results, '--json');
  t.equal(replayed.exitCode, 0, replayed.stderr);
  t.match(JSON.parse(replayed.stdout), { run, trial: 0, replayed: { outcome: {} } });
});

await t.test('one of another version of the lab cannot be resumed', async (t) => {
  const file = path.join(folder, 'run.json');
  const text = readFileSync(file, 'utf8');
  const version = `"kind": "generator",\n$1"version": "0.0.1"`;
  writeFileSync(
    file,
    text.replaceAll(/"kind": "generator",\n( *)"version": "[^"]*"/g, version),
  );
  const { exitCode, stderr } = await lab('run', '--resume', run, '--results', results);
  t.equal(exitCode, 2);
  t.match(stderr, /preemptive-generator 0\.0\.1 is not to be had/);
});

await t.test('an OCaml is refused where no experiment is about one', async (t) => {
  const { exitCode, stderr } = await lab('run', NAME, '--ocaml', '5.3.0');
  t.match({ exitCode, stderr }, { exitCode: 2, stderr: /none .* is about OCaml/ });
});

await t.test('without Boost.Context the other experiments are run', async (t) => {
  const { root, bin } = await bareMachine(t, ['gcc', 'as', 'ld']);
  const withoutLibrary = `case $1 in
    -print-file-name=*) echo "\${1#*=}" ;;
    *) exec gcc "$@" ;;
  esac`;
  await writeProgram(path.join(bin, 'cc'), withoutLibrary);
  const args = [...FEW, '--results', path.join(root, 'results')];
  const alone = await lab('run', NAME, ...args);
  t.equal(alone.exitCode, 3);
  t.match(alone.stderr, /cannot fetch Boost.*\n.*apt-get install libboost-context-dev/s);
  const mixed = await lab(
    'run',
    'thread-signal',
    NAME,
    '--ocaml',
    compiler.prefix,
    ...args,
  );
  t.equal(mixed.exitCode, 0, mixed.stderr);
  t.match(manifestIn((JSON.parse(mixed.stdout) as RunJson).folder).notApplicable, [
    {
      experiment: NAME,
      subject: { kind: 'generator', version: labVersion() },
      reason: /^cannot fetch Boost\.Context: [^\n]*libboost-context-dev$/,
    },
  ]);
});
