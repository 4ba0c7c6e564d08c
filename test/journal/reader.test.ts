import { mkdir, writeFile } from 'node:fs/promises';
import { execa } from 'execa';
import t from 'tap';
import { manifestFile, runFolder, trialsFile } from '../../src/journal/layout.js';
import { publishedSchemas } from '../../src/report/json/schemas.js';
import { listRuns, readRun, type Problem } from '../../src/journal/reader.js';
import { openJournal } from '../../src/journal/writer.js';
import { newRunId, RUN_ID } from '../../src/journal/run-id.js';
import { manifest, record, RUN } from '../support/records.js';
import { readFileSync } from 'node:fs';

const writeRun = async (results: string, lines: string): Promise<void> => {
  const folder = runFolder(results, RUN);
  await mkdir(folder, { recursive: true });
  await writeFile(manifestFile(folder), JSON.stringify(manifest()));
  await writeFile(trialsFile(folder), lines);
};

const line = (fields = {}): string => `${JSON.stringify(record(fields))}\n`;

await t.test('bad lines are named and the others used', async (t) => {
  const results = t.testdir();
  const wrong = JSON.stringify({ ...record(), attempts: -1 });
  const lines = [
    line({ trial: 0 }),
    `${wrong}\n`,
    'not json\n',
    line({ trial: 1, run: '20200101T000000Z-callback-0000' }),
    line({ trial: 0 }),
    line({ trial: 2 }),
    '{"schema":1,"run"',
  ];
  await writeRun(results, lines.join(''));
  const problems: Problem[] = [];
  const run = await readRun(results, RUN, problems);
  t.same(
    run?.trials.map(({ trial }) => trial),
    [0, 2],
  );
  t.match(problems, [
    { line: 2, reason: /^attempts: / },
    { line: 3, reason: /JSON/ },
    { line: 4, reason: /another run/ },
    { line: 5, reason: /repeats trial 0/ },
    { line: 7, reason: /torn last line/ },
  ]);
  t.ok(problems.every(({ file }) => file.endsWith('trials.ndjson')));
});

await t.test('foreign files and folders are named and passed over', async (t) => {
  const results = t.testdir({
    'README.md': '',
    'holiday.jpg': 'x',
    '20990101T000000Z-empty-0000': {},
    '20990101T000000Z-broken-0000': { 'run.json': '{}' },
  });
  await writeRun(results, line());
  const problems: Problem[] = [];
  const names = await listRuns(results, problems);
  t.match(problems, [{ file: /holiday.jpg$/, reason: /not a run/ }]);
  const runs = await Promise.all(names.map((name) => readRun(results, name, problems)));
  t.equal(runs.filter((run) => run !== undefined).length, 1);
  t.match(problems.slice(1), [{ reason: /no such file/i }, { reason: /schema/ }]);
});

await t.test('names of runs sort by time and say what ran', (t) => {
  const early = newRunId(new Date('2026-11-20T23:35:00Z'), ['callback']);
  const late = newRunId(new Date('2026-11-21T00:00:00Z'), ['a', 'b', 'c']);
  t.match(early, /^20261120T233500Z-callback-[0-9a-f]{4}$/);
  t.match(late, /^20261121T000000Z-3-experiments-/);
  t.ok(early < late);
  t.match(early, RUN_ID);
  t.end();
});

await t.test('the published schemas are those that records are read with', (t) => {
  for (const [file, schema] of Object.entries(publishedSchemas())) {
    const url = new URL(`../../schemas/${file}`, import.meta.url);
    t.same(JSON.parse(readFileSync(url, 'utf8')), schema, `${file}: npm run schemas`);
  }
  t.end();
});

await t.test('a compressed journal reads as it did', async (t) => {
  const results = t.testdir();
  await writeRun(results, line({ trial: 0 }) + line({ trial: 1 }));
  const plain = await readRun(results, RUN, []);
  const file = trialsFile(runFolder(results, RUN));
  await execa('gzip', ['-9n', file]);
  t.same(await readRun(results, RUN, []), plain);
  await t.rejects(openJournal(runFolder(results, RUN)), /is compressed; gunzip/);

  await writeFile(`${file}.gz`, 'no gzip');
  const problems: Problem[] = [];
  t.equal(await readRun(results, RUN, problems), undefined);
  t.equal(problems.length, 1);
});
