import { existsSync, mkdirSync } from 'node:fs';
import { appendFile, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import t from 'tap';
import type { TrialRecord } from '../../src/journal/trial-record.js';
import { CELL_COLUMNS } from '../../src/report/export/cell-columns.js';
import { lab } from '../support/cli.js';
import { manifest, record, RUN, survivor } from '../support/records.js';

const OTHER = '20260102T030405Z-callback-ffff';

const writeRun = async (results: string, run: string, lines: string): Promise<void> => {
  mkdirSync(path.join(results, run));
  const text = JSON.stringify(manifest({ run }));
  await writeFile(path.join(results, run, 'run.json'), text);
  await writeFile(path.join(results, run, 'trials.ndjson'), lines);
};

const asLine = (trial: TrialRecord): string => `${JSON.stringify(trial)}\n`;

const lines = (run: string): string =>
  [record({ run }), survivor({ run, trial: 1 })].map(asLine).join('');

await t.test(
  'the page is made from the records, and is stale when they change',
  async (t) => {
    const results = t.testdir();
    await writeRun(results, RUN, lines(RUN));
    t.equal((await lab('table', '--results', results, '--check')).exitCode, 1);
    t.equal((await lab('table', '--results', results)).exitCode, 0);
    t.equal((await lab('table', '--results', results, '--check')).exitCode, 0);
    const page = await readFile(path.join(results, 'experiments', 'callback.md'), 'utf8');
    t.match(
      page,
      /\| .*2 \| crashed 1, survived 1 \| +9 \| +9 \| +9 \| ≥3,000 \| ≥3,000 \|/,
    );
    const gone = path.join(results, 'experiments', 'gone.md');
    await writeFile(gone, '');
    t.match(await lab('table', '--results', results, '--check'), {
      exitCode: 1,
      stderr: /gone\.md is of nothing that is recorded/,
    });
    await lab('table', '--results', results);
    t.notOk(existsSync(gone));
    const more = `${JSON.stringify(record({ trial: 2 }))}\n`;
    await appendFile(path.join(results, RUN, 'trials.ndjson'), more);
    const stale = await lab('table', '--results', results, '--check');
    t.match(stale, { exitCode: 1, stderr: /stale/ });
  },
);

await t.test('a run that is not on the reference list changes nothing', async (t) => {
  const results = t.testdir({ 'reference.json': JSON.stringify({ runs: [RUN] }) });
  await writeRun(results, RUN, lines(RUN));
  await lab('table', '--results', results);
  await writeRun(results, OTHER, lines(OTHER));
  t.equal((await lab('table', '--results', results, '--check')).exitCode, 0);
});

await t.test('no control character of a fixture gets to a terminal', async (t) => {
  const results = t.testdir();
  const outcome = { kind: 'fatal-error' as const, message: '\u009b2J\u001b[31m\u007f' };
  await writeRun(results, RUN, asLine(record({ outcome })));
  for (const format of ['json', 'csv', 'markdown']) {
    const { stdout } = await lab('table', '--results', results, '--format', format);
    t.notMatch(stdout, /[^\P{Cc}\n]/u, format);
  }
  const { stdout } = await lab('table', '--results', results, '--json');
  t.ok(JSON.stringify(JSON.parse(stdout)).includes('\u009b2J'), 'JSON has it escaped');
});

await t.test('JSON and CSV hold the cells', async (t) => {
  const results = t.testdir();
  await writeRun(results, RUN, lines(RUN));
  const { stdout } = await lab('table', '--results', results, '--json');
  t.match(JSON.parse(stdout), [
    {
      experiment: 'callback',
      variant: { handler: 'plain' },
      subject: { kind: 'ocaml', version: '5.3.0' },
      driver: 'external',
      rateHz: 10_000,
      cap: 3000,
      trials: 2,
      outcomes: { crashed: 1, survived: 1 },
      preempts: { min: 9, p25: 9, median: 9, p75: 3000, max: 3000 },
      survivors: 1,
    },
  ]);
  const csv = await lab('table', '--results', results, '--format', 'csv');
  const [header, row] = csv.stdout.split('\n');
  t.match(header, /^experiment,.*survived,.*crashed/);
  t.match(row, /^callback,.*ocaml 5\.3\.0/);
  const markdown = await lab('table', '--results', results, '--format', 'markdown');
  t.match(markdown.stdout, /^# Results/);
});

await t.test('CSV has every column, though the first cell has no data', async (t) => {
  const results = t.testdir();
  const fault = record({ outcome: { kind: 'harness-fault' } });
  const other = record({ trial: 1, variant: { task: 'loop' } });
  await writeRun(results, RUN, [fault, other].map(asLine).join(''));
  const { stdout } = await lab('table', '--results', results, '--format', 'csv');
  const [header = [], ...rows] = stdout.split('\n').map((line) => line.split(','));
  t.same(
    header,
    CELL_COLUMNS.map(({ name }) => name),
  );
  const median = header.indexOf('median');
  t.same(
    rows.map((row) => [row[header.indexOf('harness-fault')], row[median]]),
    [
      ['1', ''],
      ['0', '9'],
    ],
  );
});

await t.test('what a fixture said cannot touch the terminal or the page', async (t) => {
  const results = t.testdir();
  const message = '\u001b[2J\r`code` | a\nb';
  const outcome = { kind: 'fatal-error' as const, message };
  await writeRun(results, RUN, `${JSON.stringify(record({ outcome }))}\n`);
  const { stdout } = await lab('table', '--results', results, '--format', 'markdown');
  t.notMatch(stdout, /[\u001b\r]/);
  t.ok(stdout.includes("- 1 x `\\x1b[2J\\x0d'code' | a\\x0ab`"));
  const csv = await lab('table', '--results', results, '--format', 'csv');
  t.notMatch(csv.stdout, /[\u001b\r]/);
  t.match(csv.stdout, /\\x1b\[2J/);
});

await t.test('what cannot be read is named on standard error', async (t) => {
  const results = t.testdir({ 'notes.txt': 'x' });
  await writeRun(results, RUN, `${lines(RUN)}{"torn`);
  const { stderr, stdout, exitCode } = await lab('table', '--results', results, '--json');
  t.equal(exitCode, 0);
  t.match(stderr, /notes\.txt: not a run/);
  t.match(stderr, /trials\.ndjson:3: torn last line/);
  t.match(JSON.parse(stdout), [{ trials: 2 }]);
});
