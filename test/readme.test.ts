import { readFileSync } from 'node:fs';
import path from 'node:path';
import t from 'tap';
import { summariseCells } from '../src/analysis/cell-summary.js';
import { readRun, referenceRuns, type Problem } from '../src/journal/reader.js';
import { packageRoot } from '../src/paths.js';
import { discoverExperiments } from '../src/plan/discover.js';
import { cellTables } from '../src/report/cell-table.js';
import { renderMarkdown } from '../src/report/markdown.js';
import { lab } from './support/cli.js';

const readme = readFileSync(path.join(packageRoot, 'README.md'), 'utf8');
const results = path.join(packageRoot, 'results');

await t.test('the committed tables are those of the committed records', async (t) => {
  const { exitCode, stderr } = await lab('table', '--results', results, '--check');
  t.equal(exitCode, 0, stderr);
  t.equal(stderr, '', 'and every line of them could be used');
});

await t.test('the README opens with a table of the reference run', async (t) => {
  const problems: Problem[] = [];
  const names = (await referenceRuns(results)) ?? [];
  const runs = await Promise.all(names.map((name) => readRun(results, name, problems)));
  const summaries = summariseCells(runs.filter((run) => run !== undefined));
  const experiments = await discoverExperiments();
  const [callback] = cellTables(
    summaries.filter(({ cell }) => cell.experiment === 'callback'),
    experiments,
  );
  t.ok(callback && readme.includes(renderMarkdown(callback)), 'npm run readme');
  const trials = summaries
    .filter(({ cell }) => cell.experiment === 'callback')
    .reduce((sum, cell) => sum + cell.trials, 0);
  t.ok(trials >= 300, `${trials} trials`);
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
