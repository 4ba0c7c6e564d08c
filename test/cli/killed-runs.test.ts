import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { utimes } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import t from 'tap';
import { lockFile, trialsFile } from '../../src/journal/layout.js';
import { lab, startLab } from '../support/cli.js';
import '../support/ocaml.js';

const TRIALS = 40;
const RUN = ['run', 'thread-signal', '--trials', String(TRIALS), '--cap', '20']
  .concat(['--set', 'threads=2', '--set', 'rate=1000', '--jobs', '2'])
  .concat(['--results']);

const runIn = (results: string): string | undefined => readdirSync(results)[0];

const recordedIn = (results: string): readonly number[] => {
  const run = runIn(results);
  const file = run === undefined ? '' : trialsFile(path.join(results, run));
  if (!existsSync(file)) return [];
  return readFileSync(file, 'utf8')
    .split('\n')
    .slice(0, -1)
    .map((line) => (JSON.parse(line) as { trial: number }).trial);
};

/** Waits until so many trials are recorded, or the command has ended. */
const untilRecorded = async (
  child: { readonly exitCode: number | null },
  results: string,
  count: number,
): Promise<void> => {
  while (child.exitCode === null && recordedIn(results).length < count) await pause(5);
};

const every = Array.from({ length: TRIALS }, (_, trial) => trial);

const inOrder = (trials: readonly number[]): readonly number[] =>
  [...trials].sort((a, b) => a - b);

await t.test(
  'a run that is killed again and again loses and doubles nothing',
  async (t) => {
    const results = t.testdir();
    let child = startLab([...RUN, results]);
    for (const count of [1, 6, 13, 14, 27]) {
      await untilRecorded(child, results, count);
      child.kill('SIGKILL');
      await child;
      const run = runIn(results) ?? '';
      child = startLab(['run', '--resume', run, '--results', results]);
    }
    const { exitCode, stderr } = await child;
    t.equal(exitCode, 0, `it goes on at once: ${String(stderr)}`);
    t.same(inOrder(recordedIn(results)), every);
    const [run = ''] = readdirSync(results);
    t.same(readdirSync(path.join(results, run)).sort(), ['run.json', 'trials.ndjson']);
  },
);

await t.test('a run that was stopped and taken over writes nothing more', async (t) => {
  const results = t.testdir();
  // Some seconds of trials: it must be stopped before they are over.
  const first = startLab([...RUN, results, '--cap', '200']);
  await untilRecorded(first, results, 5);
  first.kill('SIGSTOP');
  const run = runIn(results) ?? '';
  const resume = ['run', '--resume', run, '--results', results];
  t.match(await lab(...resume), { exitCode: 2, stderr: /written by another process/ });
  // As old as it becomes while a process is stopped.
  await utimes(lockFile(path.join(results, run)), 0, 0);
  const second = await lab(...resume);
  t.equal(second.exitCode, 0, second.stderr);
  first.kill('SIGCONT');
  const { exitCode, stderr } = await first;
  t.equal(exitCode, 4);
  t.match(stderr, /^preempt-lab: .* another has taken it over/m);
  t.same(inOrder(recordedIn(results)), every);
});
