import { existsSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import t from 'tap';
import { judgeClaims } from '../src/analysis/claims/judge.js';
import { summariseCells } from '../src/analysis/cell-summary.js';
import { readReference } from '../src/journal/reference.js';
import { packageRoot } from '../src/paths.js';
import { discoverExperiments } from '../src/plan/discover.js';
import { cellTables } from '../src/report/cell-table.js';
import { renderClaimTable } from '../src/report/claim-markdown.js';
import { renderMarkdown } from '../src/report/markdown.js';
import { lab } from './support/cli.js';

const readme = readFileSync(path.join(packageRoot, 'README.md'), 'utf8');
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

await t.test(
  'the README opens with the claims and a table of the reference',
  async (t) => {
    const runs = (await readReference(results, [])) ?? [];
    const experiments = await discoverExperiments();
    const claims = renderClaimTable(judgeClaims(experiments, runs));
    t.ok(readme.includes(claims), 'npm run results');

    const callback = summariseCells(runs).filter(
      ({ cell }) =>
        cell.experiment === 'callback' &&
        cell.subject.version === '5.3.0' &&
        cell.driver === 'external' &&
        cell.rateHz === 10_000 &&
        cell.cap === 3000,
    );
    const [table] = cellTables(callback, experiments);
    const rows = table && renderMarkdown(table).replace(/^[^|]*/, '');
    t.ok(rows && readme.includes(rows), 'npm run results');
    const trials = callback.reduce((sum, cell) => sum + cell.trials, 0);
    t.ok(trials >= 300, `${trials} trials`);
  },
);

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
