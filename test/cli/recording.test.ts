import { existsSync, readdirSync } from 'node:fs';
import { readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import t from 'tap';
import { startLab } from '../support/cli.js';
import '../support/ocaml.js';

await t.test('a folder removed in the middle of a run ends it with 4', async (t) => {
  const results = path.join(t.testdir(), 'results');
  const args = ['run', 'thread-signal', '--trials', '100', '--results', results];
  const child = startLab(args);
  const recorded = async (): Promise<boolean> => {
    const [run = ''] = existsSync(results) ? readdirSync(results) : [];
    const file = path.join(results, run, 'trials.ndjson');
    return (await readFile(file, 'utf8').catch(() => '')).includes('\n');
  };
  while (!(await recorded())) await new Promise((resolve) => setTimeout(resolve, 20));
  await rm(results, { recursive: true });
  const { exitCode, stderr } = await child;
  t.equal(exitCode, 4);
  // Which of the two depends on how far the removal has come.
  const says =
    /preempt-lab: (trial \d+ of .* could not be written|.* another has taken it)/;
  t.match(String(stderr), says);
  t.notMatch(String(stderr), /^ +at /m, 'no stack');
  t.notOk(existsSync(results), 'nothing is made anew');
});
