import { existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import path from 'node:path';
import { execa } from 'execa';
import t from 'tap';
import { packageRoot } from '../../src/paths.js';
import { setEnvironment, writeProgram } from '../toolchain/fixtures/machine.js';
import { compiler } from '../support/ocaml.js';

/** The parts of a checkout that the command needs. */
const PACKAGE = [
  ...['bin', 'dist', 'experiments', 'native', 'ocaml', 'schemas', 'web'],
  ...['package.json', 'node_modules'],
];
const FOREIGN = {
  ...{ OCAMLLIB: '/nowhere', CAMLLIB: '/nowhere', OCAMLPATH: '/nowhere' },
  ...{ OCAMLFIND_CONF: '/nowhere', OCAMLPARAM: '_,nope=1', OCAMLRUNPARAM: 'v=0x400' },
  ...{ CC: 'false', CFLAGS: '-nope', CPATH: '/nowhere', GCC_EXEC_PREFIX: '/nowhere/' },
  ...{ MAKEFLAGS: '-n', LD_LIBRARY_PATH: '/nowhere', BASH_ENV: '/nowhere' },
  ...{ LANG: 'tr_TR.UTF-8', LC_ALL: 'tr_TR.UTF-8', TMPDIR: '/nowhere' },
};
/** The one program that a shell finds in it tells that a shell has read it. */
const HOSTILE = 'a b\'s "c" $(tell-tale)`tell-tale`%:=#\n(d)';
const CELL = ['task=loop', 'handler=plain', 'fiber=default', 'sigaction=onstack']
  .concat(['rearm=once', 'guard=none', 'registers=synced', 'rate=10000'])
  .concat(['driver=external'])
  .flatMap((setting) => ['--set', setting]);

const root = t.testdir({ bin: {}, started: {} });
const hostile = path.join(root, HOSTILE);
const checkout = path.join(hostile, 'checkout');
const results = path.join(hostile, 'results');
const told = path.join(root, 'told');
const bin = path.join(root, 'bin');

mkdirSync(checkout, { recursive: true });
await execa('cp', ['-al', ...PACKAGE, checkout], { cwd: packageRoot });
await writeProgram(path.join(bin, 'tell-tale'), `: > ${told}`);
setEnvironment(t, {
  PATH: `${bin}:${process.env.PATH ?? ''}`,
  XDG_CACHE_HOME: path.join(hostile, 'cache'),
});

/**
 * Runs the command behind what a shell does first (a limit, say), with its streams where
 * the shell puts them; no stack may come of it.
 */
const behind = async (
  before: string,
  args: readonly string[],
  { after = '', cwd = root }: { after?: string; cwd?: string } = {},
) => {
  const command = path.join(checkout, 'bin', 'preempt-lab.js');
  // tap has its children load modules of its own, which take files and a working folder.
  const script = `unset NODE_OPTIONS\n${before}\n"$@" ${after}`;
  const { stdout, stderr, exitCode } = await execa(
    'bash',
    ['-c', script, 'bash', process.execPath, command, ...args],
    { reject: false, stdin: 'ignore', cwd },
  );
  if (/^ +at /m.test(stderr)) throw new Error(`there is a stack: ${stderr}`);
  return { stdout, stderr, exitCode };
};

/** The main command, of one cell; a few trials of it. */
const RUN = ['run', 'callback', ...CELL, '--trials', '2', '--cap', '50']
  .concat(['--results', results])
  .concat(['--ocaml', compiler.prefix]);

const recorded = (): readonly string[] =>
  readdirSync(results).flatMap((run) =>
    readFileSync(path.join(results, run, 'trials.ndjson'), 'utf8')
      .trim()
      .split('\n'),
  );

await t.test('nothing of what is set or how folders are called matters', async (t) => {
  const exports = Object.entries(FOREIGN).map(([name, value]) => `${name}='${value}'`);
  const before = `export ${exports.join(' ')}; unset HOME; ulimit -n 64 -v 8000000`;
  const { stdout, stderr, exitCode } = await behind(before, [...RUN, '--json']);
  t.equal(exitCode, 0, stderr);
  const { cells } = JSON.parse(stdout) as { cells: { outcomes: object }[] };
  t.equal(cells.length, 1);
  t.equal(recorded().length, 2);
  for (const line of recorded()) t.notMatch(line, /harness-fault|not-applicable/);
  t.notOk(existsSync(told), 'no shell has read a path');
});

await t.test('a library that make builds is had there too', async (t) => {
  const cell = ['arm=every-safepoint', 'task=integers'];
  const run = ['run', 'safepoint', ...cell.flatMap((each) => ['--set', each])]
    .concat(['--trials', '1', '--cap', '50', '--results', path.join(root, 'safepoint')])
    .concat(['--ocaml', compiler.prefix]);
  const { exitCode, stderr } = await behind('export MAKEFLAGS=-n', run);
  t.equal(exitCode, 0, stderr);
  t.notOk(existsSync(told), 'no shell has read a path');
});

await t.test('a command that needs no statistics needs little', async (t) => {
  for (const limit of ['-n 64', '-v 8000000', '-v 40000000']) {
    const { exitCode, stderr, stdout } = await behind(`ulimit ${limit}`, ['list']);
    t.match(
      { exitCode, stderr, stdout },
      { exitCode: 0, stderr: '', stdout: /callback/ },
    );
  }
});

await t.test('limits with which nothing can be done are named', async (t) => {
  t.match(await behind('ulimit -n 30', ['list']), {
    exitCode: 3,
    stderr: /^preempt-lab: a process may open 30 files here.*ulimit -n 1024`$/,
  });
  t.match(await behind('ulimit -v 3000000', RUN), {
    exitCode: 3,
    stderr: /^preempt-lab: a trial needs 4\.3 GB of address space.*3\.1; raise/m,
  });
  const { stdout } = await behind('ulimit -v 3000000', ['doctor']);
  t.match(stdout, /^✖ runner +a trial needs 4\.3 GB of address space/m);
});

await t.test('output that cannot be written is told in a line', async (t) => {
  t.match(await behind('', ['list'], { after: '> /dev/full' }), {
    exitCode: 4,
    stderr: /^preempt-lab: standard output could not be written: ENOSPC[^\n]*$/,
  });
  t.match(await behind('', ['list', '--nope'], { after: '2> /dev/full' }), {
    exitCode: 2,
  });
  for (const after of ['>&-', '2>&-', '>&- 2>&-', '| head -1']) {
    t.match(await behind('set -o pipefail', ['list'], { after }), { exitCode: 0 }, after);
  }
});

await t.test('a run goes on when nobody sees how it gets on', async (t) => {
  for (const [after, exitCode] of [
    ['> /dev/full 2>&1', 4],
    ['2>&1 | true', 0],
  ] as const) {
    const before = recorded().length;
    t.match(await behind('set -o pipefail', RUN, { after }), { exitCode }, after);
    t.equal(recorded().length, before + 2, 'all trials are kept');
  }
});

await t.test('the folder that it was started in may be gone', async (t) => {
  const gone = path.join(root, 'started', 'here');
  mkdirSync(gone);
  const leave = `rmdir "$PWD"`;
  t.match(await behind(leave, ['list'], { cwd: gone }), { exitCode: 0 });
  mkdirSync(gone);
  t.match(await behind(leave, ['run', 'callback'], { cwd: gone }), {
    exitCode: 3,
    stderr: 'preempt-lab: the current folder no longer exists; change to one that does',
  });
  t.notOk(existsSync(gone), 'nothing is made there');
});

await t.test('a part of the lab that is not there is told in a line', async (t) => {
  const other = path.join(root, 'other');
  mkdirSync(other);
  const parts = PACKAGE.filter((part) => part !== 'node_modules');
  await execa('cp', ['-al', ...parts, other], { cwd: packageRoot });
  await rm(path.join(other, 'dist', 'src', 'cli', 'commands', 'list.js'));
  const command = path.join(other, 'bin', 'preempt-lab.js');
  const run = execa(process.execPath, [command, 'list'], { reject: false });
  t.match(await run, {
    exitCode: 3,
    stderr: /^preempt-lab: part of the lab cannot be loaded: [^\n]*list\.js[^\n]*$/,
  });
});

await t.test('what is wrong with the surroundings is in what doctor says', async (t) => {
  const before = "export XDG_CACHE_HOME=relative TMPDIR=/nowhere HOME=''; ulimit -n 64";
  const started = path.join(root, 'started');
  const { stdout } = await behind(before, ['doctor'], { cwd: started });
  const text = stdout.replaceAll(/\s+/g, ' ');
  t.match(text, "⚠ environment HOME is '', which is no absolute path");
  t.match(text, "XDG_CACHE_HOME is 'relative', which is no absolute path");
  t.match(text, "TMPDIR is '/nowhere', which is no folder to write to");
  t.match(text, / limits 64 open files/);
  t.same(readdirSync(started), [], 'and a relative cache is not made');
  const foreign = await behind('export CC=false OCAMLLIB=/nowhere', ['doctor']);
  t.match(
    foreign.stdout.replaceAll(/\s+/g, ' '),
    /kept from builds and trials: .*OCAMLLIB/,
  );
});
