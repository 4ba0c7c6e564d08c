import { chmodSync, existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import t from 'tap';
import { lab } from '../support/cli.js';

/** Every one of these is refused in one line, with exit 2, before anything is written. */
const WRONG: readonly (readonly [readonly string[], RegExp])[] = [
  [['run', 'calback'], /no experiment 'calback'; did you mean 'callback'/],
  [['run'], /name an experiment, or give --all/],
  [['run', 'callback', '--all'], /not both/],
  [['run', 'callback', '--set', 'colour=red'], /no knob 'colour'; it has: handler/],
  [
    ['run', 'callback', '--set', 'task=red'],
    /allowed: loop, calling, rarely-calling, allocating/,
  ],
  [['run', 'callback', '--set', 'task'], /<knob>=<value>/],
  [['run', 'callback', '--trials', '0'], /--trials.*whole number from 1 to 1,000,000/],
  [['run', 'callback', '--trials', '-3'], /--trials/],
  [['run', 'callback', '--trials', '1e9'], /--trials/],
  [['run', 'callback', '--trials', 'abc'], /--trials/],
  [['run', 'callback', '--cap', '0'], /--cap/],
  [['run', 'callback', '--rate', '0'], /--rate/],
  [['run', 'callback', '--rate', '2000000'], /--rate/],
  [['run', 'callback', '--timeout', '0'], /--timeout/],
  [['run', 'callback', '--seed', '-1'], /--seed/],
  [['run', 'callback', '--jobs', '0'], /--jobs/],
  [['run', 'callback', '--until-ci', '0.1'], /percentage from 1% to 100%, as in 10%/],
  [['run', 'callback', '--until-ci', '200%'], /percentage from 1%/],
  [['run', 'callback', '--until-ci', '10%', '--quick'], /cannot be used with.*--quick/],
  [['run', 'callback', '--driver', 'cron'], /external, sibling, timer/],
  [['run', 'callback', '--ocaml', '4.14.1'], /4\.14\.1 is too old/],
  [['run', 'callback', '--ocaml', '/nowhere/at/all'], /nowhere/],
  [['run', '--resume', '20260101T000000Z-callback-0000'], /no run/],
  [['run', '--resume', '../../etc'], /not the name of a run/],
  [['table', '--format', 'xml'], /markdown, csv, json/],
  [['table', '--results', '/nowhere/at/all'], /no results folder/],
  [['frobnicate'], /unknown command 'frobnicate'/],
  [['toolchain', 'install', '3.12'], /3\.12/],
];

for (const [args, message] of WRONG) {
  await t.test(args.join(' '), async (t) => {
    const results = path.join(t.testdir(), 'results');
    const extra = args[0] === 'run' ? ['--results', results] : [];
    const { stdout, stderr, exitCode } = await lab(...args, ...extra);
    t.equal(exitCode, 2);
    t.match(stderr, message);
    t.match(stderr, /(^|\n)preempt-lab: [^\n]+(\n\([^\n]+\))?$/, 'in one voice');
    t.equal(stdout, '');
    t.notMatch(stderr, /^ +at /m, 'no stack');
    t.notOk(existsSync(results), 'nothing is written');
  });
}

await t.test('results that cannot be written to are refused', async (t) => {
  const folder = t.testdir({ file: 'x', closed: {} });
  const file = await lab('run', 'callback', '--results', path.join(folder, 'file'));
  t.match(file, { exitCode: 2, stderr: /is a file/ });
  const below = await lab(
    'run',
    'callback',
    '--results',
    path.join(folder, 'file/below'),
  );
  t.match(below, { exitCode: 2, stderr: /is a file/ });
  if (process.getuid?.() === 0) return;
  chmodSync(path.join(folder, 'closed'), 0o555);
  const closed = await lab('run', 'callback', '--results', path.join(folder, 'closed'));
  t.match(closed, { exitCode: 2, stderr: /not writable/ });
  t.same(readdirSync(path.join(folder, 'closed')), []);
});

const COMMANDS = 'run table export list compare survival toolchain doctor'.split(' ');

await t.test('every command has help with examples', async (t) => {
  for (const command of COMMANDS) {
    const { stdout, exitCode } = await lab(command, '--help');
    t.equal(exitCode, 0, command);
    t.match(stdout, /Examples?:\n {2}preempt-lab/, command);
    t.ok(
      stdout.split('\n').every((line) => line.length <= 80),
      `${command}: 80 columns`,
    );
  }
});

await t.test('list shows what there is', async (t) => {
  const { stdout } = await lab('list', '--json');
  const experiments = JSON.parse(stdout) as { name: string; subject: string }[];
  const subjects = new Map(experiments.map(({ name, subject }) => [name, subject]));
  t.equal(subjects.get('callback'), 'ocaml');
  t.equal(subjects.get('preemptive-generator'), 'generator');
  const { stdout: text } = await lab('list');
  t.match(text, /callback \(A5, A6\), about OCaml/);
  t.match(text, /preemptive-generator .*about generators/);
  t.ok(text.split('\n').every((line) => line.length <= 80));
});
