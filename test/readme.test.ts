import { existsSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import t from 'tap';
import { gatherFindings } from '../src/analysis/findings.js';
import { readReference } from '../src/journal/reference.js';
import { packageRoot } from '../src/paths.js';
import { discoverExperiments } from '../src/plan/discover.js';
import { fillPlaces, pageTables } from '../src/report/markdown/page-tables.js';
import { lab } from './support/cli.js';

const read = (file: string): string => readFileSync(path.join(packageRoot, file), 'utf8');

const readme = read('README.md');
const results = path.join(packageRoot, 'results');

await t.test('the committed tables are those of the committed records', async (t) => {
  const { exitCode, stderr } = await lab('table', '--results', results, '--check');
  t.equal(exitCode, 0, stderr);
  t.equal(stderr, '', 'and every line of them could be used');
});

await t.test('so are the committed page and its pictures', async (t) => {
  const { exitCode, stderr } = await lab('report', '--results', results, '--check');
  t.equal(exitCode, 0, stderr);
  const MEBIBYTES = 3;
  const { size } = statSync(path.join(results, 'report.html'));
  t.ok(size < MEBIBYTES * 2 ** 20, `${size} bytes, which a browser opens at once`);
});

await t.test('so are the tables of other pages', async (t) => {
  const runs = (await readReference(results, [])) ?? [];
  const tables = pageTables(gatherFindings(runs, await discoverExperiments()));
  for (const [page, names] of [
    ['README.md', ['survival', 'claims']],
    ['FINDINGS.md', ['callback']],
  ] as const) {
    const text = read(page);
    for (const name of names) {
      t.ok(text.includes(tables.get(name) ?? '?'), `${page}: ${name}; npm run results`);
    }
    t.equal(fillPlaces(text, tables), text, `${page}: npm run results`);
  }
  const rows = (tables.get('callback') ?? '').trimEnd().split('\n').slice(2);
  const trials = rows.map((row) => Number(row.split('|')[2]?.replace(',', '')));
  t.ok(trials.reduce((sum, count) => sum + count, 0) >= 300, trials.join());
});

await t.test('the README is short, and narrow', (t) => {
  t.ok(Buffer.byteLength(readme) <= 12 * 1024);
  const wide = readme.split('\n').filter((line) => line.length > 100);
  t.same(wide, []);
  t.end();
});

await t.test('the README opens with survival curves that are there', (t) => {
  const [, picture = ''] = /^!\[[^\]]+\]\(([^)]+)\)$/m.exec(readme) ?? [];
  t.ok(existsSync(path.join(packageRoot, picture)), picture);
  t.ok(readme.indexOf(picture) < readme.indexOf('<!-- survival -->'));
  t.end();
});

await t.test('the two commands that do everything are in the README', (t) => {
  t.match(readme, /^npm ci && npx preempt-lab run callback$/m);
  t.match(readme, /^npm ci && npm test$/m);
  t.match(
    readFileSync(path.join(packageRoot, '.ci', 'run'), 'utf8'),
    /npm ci && npm test/,
  );
  t.end();
});
