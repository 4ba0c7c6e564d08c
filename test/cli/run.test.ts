import { readdirSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import t from 'tap';
import { trialRecordSchema } from '../../src/journal/trial-record.js';
import { lab, startLab } from '../support/cli.js';
import '../support/ocaml.js';

interface RunJson {
  readonly run: string;
  readonly folder: string;
  readonly cells: readonly {
    readonly variant: Readonly<Record<string, string>>;
    readonly trials: number;
    readonly outcomes: Readonly<Record<string, number>>;
    readonly preempts: { readonly max: number };
    readonly survivors: number;
  }[];
}

const ONE_CELL = ['handler=plain', 'task=loop', 'sigaction=zeroed', 'rearm=once']
  .concat(['guard=none', 'fiber=grown', 'registers=synced'])
  .concat(['rate=10000', 'driver=external', 'cap=3000'])
  .flatMap((setting) => ['--set', setting]);

const readLines = async (folder: string) =>
  (await readFile(path.join(folder, 'trials.ndjson'), 'utf8'))
    .trimEnd()
    .split('\n')
    .map((line) => trialRecordSchema.parse(JSON.parse(line)));

await t.test('a run is recorded, summed up and told as JSON alone', async (t) => {
  const results = path.join(t.testdir(), 'new', 'results');
  const args = ['run', 'callback', '--trials', '2', '--cap', '300', '--seed', '9'];
  const { stdout, exitCode } = await lab(...args, '--results', results, '--json');
  t.equal(exitCode, 0);
  const { run, folder, cells } = JSON.parse(stdout) as RunJson;
  t.same(readdirSync(results), [run]);
  const lines = await readLines(folder);
  t.equal(lines.length, cells.length * 2);
  t.ok(lines.every((line) => line.cap === 300));
  t.same(
    lines.map(({ trial }) => trial),
    [...lines.keys()],
    'one job records in the order of the plan',
  );
  const byTask = (task: string, fiber: string) =>
    cells.find(
      ({ variant }) =>
        variant.task === task &&
        variant.sigaction === 'zeroed' &&
        variant.rearm === 'once' &&
        variant.guard === 'none' &&
        variant.driver === 'external' &&
        variant.fiber === fiber &&
        variant.handler === 'plain' &&
        variant.registers === 'synced',
    );
  t.match(byTask('loop', 'grown'), { outcomes: { survived: 2 }, preempts: { max: 300 } });
  t.match(byTask('loop', 'default'), { outcomes: { crashed: 2 }, survivors: 0 });
});

await t.test(
  'a run for people fits 80 columns and escapes nothing when piped',
  async (t) => {
    const args = ['run', 'callback', '--trials', '1', '--cap', '50', ...ONE_CELL];
    const { stdout, stderr, exitCode } = await lab(...args, '--results', t.testdir());
    t.equal(exitCode, 0);
    const wide = stdout.split('\n').filter((line) => line.length > 80);
    t.ok(
      wide.every((line) => line.includes('recorded in')),
      wide.join('\n'),
    );
    t.notMatch(stdout + stderr, /\u001b/);
    t.match(stdout, /survived 1 +all ≥50/);
    t.match(stdout, /A5 +undecided[^]*segfaults/);
  },
);

await t.test('the same seed gives the same plan and jitter', async (t) => {
  const results = t.testdir();
  const args = ['run', 'callback', '--trials', '2', '--cap', '20', '--seed', '5'];
  const seeds = [];
  for (let i = 0; i < 2; i++) {
    const { stdout } = await lab(...args, ...ONE_CELL, '--results', results, '--json');
    const lines = await readLines((JSON.parse(stdout) as RunJson).folder);
    seeds.push(lines.map(({ seed }) => seed));
  }
  t.same(seeds[0], seeds[1]);
});

await t.test('Ctrl-C keeps what is recorded, and the run can be resumed', async (t) => {
  const results = t.testdir();
  const args = ['run', 'callback', '--trials', '30', '--cap', '2000', ...ONE_CELL];
  const child = startLab([...args, '--results', results]);
  const recorded = async (): Promise<number> => {
    const [run] = readdirSync(results);
    if (run === undefined) return 0;
    const text = await readFile(path.join(results, run, 'trials.ndjson'), 'utf8');
    return text.split('\n').length - 1;
  };
  while (child.exitCode === null && (await recorded().catch(() => 0)) < 3) {
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  const [busy = ''] = readdirSync(results);
  const second = await lab('run', '--resume', busy, '--results', results);
  t.match(second, { exitCode: 2, stdout: '', stderr: /written by another process/ });
  child.kill('SIGINT');
  const { exitCode, stdout } = await child;
  t.equal(exitCode, 130);
  t.match(stdout, /of 30 trials recorded/);
  const [run = ''] = readdirSync(results);
  const before = await readLines(path.join(results, run));
  t.ok(before.length >= 3 && before.length < 30, `${before.length} before the interrupt`);

  await writeFile(path.join(results, run, 'trials.ndjson'), '{"torn', { flag: 'a' });
  const resumed = await lab('run', '--resume', run, '--results', results, '--json');
  t.equal(resumed.exitCode, 0);
  const after = await readLines(path.join(results, run));
  t.same(after.slice(0, before.length), before, 'what was there is there');
  t.same(
    after.map(({ trial }) => trial),
    [...Array(30).keys()],
    'no trial is lost or repeated',
  );
});

await t.test('two runs may go on side by side in one folder', async (t) => {
  const results = t.testdir();
  const args = ['run', 'callback', '--trials', '3', '--cap', '20', ...ONE_CELL];
  const runs = await Promise.all([1, 2].map(() => lab(...args, '--results', results)));
  t.same(
    runs.map(({ exitCode }) => exitCode),
    [0, 0],
  );
  t.equal(readdirSync(results).length, 2);
});

await t.test('a cell whose first 30 trials end alike gets no more', async (t) => {
  const results = t.testdir();
  /* Nothing that may crash, however rarely: all must end alike. */
  const cell = [
    'thread-signal',
    '--set',
    'threads=2',
    '--set',
    'rate=1000',
    '--cap',
    '20',
  ];
  const { stdout } = await lab('run', ...cell, '--results', results);
  t.match(stdout, /30 trials recorded \(70 more were not needed\)/);
  const [run = ''] = readdirSync(results);
  const resumed = await lab('run', '--resume', run, '--results', results);
  t.match(resumed, { exitCode: 0, stdout: /30 trials recorded/ });
  t.equal((await readLines(path.join(results, run))).length, 30);
});

await t.test('a quick run has three trials per cell and no long arm', async (t) => {
  const knobs = ['task=calling', 'handler=plain', 'guard=none', 'fiber=grown'];
  const settings = knobs.flatMap((setting) => ['--set', setting]);
  const results = t.testdir();
  const args = ['run', 'callback', '--quick', ...settings, '--results', results];
  const { stdout } = await lab(...args, '--json');
  const { cells } = JSON.parse(stdout) as RunJson;
  t.ok(cells.length > 5);
  t.ok(cells.every(({ trials }) => trials === 3));
  t.notOk(
    cells.some(({ variant }) => variant.cap === '100000' && variant.rate === '10000'),
  );
});
