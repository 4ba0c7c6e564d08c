import path from 'node:path';
import { Command, Option } from 'commander';
import type { CellSummary } from '../../analysis/cell-summary.js';
import type { JudgedClaim } from '../../analysis/claims/judged.js';
import { gatherFindings } from '../../analysis/findings.js';
import { discoverExperiments } from '../../plan/discover.js';
import { cellJson } from '../../report/cell-json.js';
import { cellTables } from '../../report/cell-table.js';
import { renderVerdicts } from '../../report/claim-text.js';
import { CELL_COLUMNS } from '../../report/export/cell-columns.js';
import { toCsv } from '../../report/export/csv.js';
import { renderResultsPage } from '../../report/results-page.js';
import { renderTerminal } from '../../report/terminal.js';
import { printJson } from '../output.js';
import { checkPictures, savePictures } from '../pictures.js';
import { readTabledRuns } from '../recorded-runs.js';
import { saveFile } from '../save.js';
import { refuseStale } from '../stale.js';

interface Options {
  readonly results: string;
  readonly check?: true;
  readonly format?: 'markdown' | 'csv' | 'json';
  readonly json?: true;
}

const print = async (
  format: Options['format'],
  summaries: readonly CellSummary[],
  page: string,
  claims: readonly JudgedClaim[],
): Promise<void> => {
  if (format === 'json') printJson(summaries.map(cellJson));
  else if (format === 'csv') {
    process.stdout.write(toCsv(CELL_COLUMNS, summaries));
  } else if (format === 'markdown') process.stdout.write(page);
  else {
    const tables = cellTables(summaries, await discoverExperiments());
    process.stdout.write(`${tables.map(renderTerminal).join('\n')}\n`);
    process.stdout.write(renderVerdicts(claims));
  }
};

const action = async (options: Options): Promise<void> => {
  const { results } = options;
  const runs = await readTabledRuns(results);
  const experiments = await discoverExperiments();
  const findings = gatherFindings(runs, experiments);
  const { renderPictures } = await import('../../report/plots/pictures.js');
  const summaries = findings.found.flatMap((each) => each.summaries);
  const { claims } = findings;
  const pictures = renderPictures(findings);
  const page = renderResultsPage({ runs, summaries, claims, experiments, pictures });
  const file = path.join(results, 'README.md');
  const format = options.json ? 'json' : options.format;
  if (options.check) {
    await refuseStale(file, page, 'preempt-lab table');
    await checkPictures(results, pictures);
  } else if (format === undefined) {
    await saveFile(file, page);
    await savePictures(results, pictures);
  }
  if (!options.check || format !== undefined)
    await print(format, summaries, page, claims);
};

const EXAMPLES = `
Examples:
  preempt-lab table                 rewrite README.md and plots in results
  preempt-lab table --check         exit 1 when one of these is stale
  preempt-lab table --format csv    print them as CSV and write nothing

Tables and pictures are made from the runs that results/reference.json lists, or
from all runs when there is no such list. schemas/data-dictionary.md has the columns.
`;

export const tableCommand = (): Command =>
  new Command('table')
    .description('make the tables from the recorded trials')
    .option('--results <dir>', 'where runs were recorded', 'results')
    .option('--check', 'write nothing; fail when one of these files is stale')
    .addOption(
      new Option('--format <format>', 'print in this format and write nothing').choices([
        'markdown',
        'csv',
        'json',
      ]),
    )
    .option('--json', 'the same as --format json')
    .addHelpText('after', EXAMPLES)
    .action(action);
