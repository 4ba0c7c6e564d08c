import path from 'node:path';
import { Command, Option } from 'commander';
import { gatherFindings, type Findings } from '../../analysis/findings.js';
import { pagesFolder, plotsFolder } from '../../journal/layout.js';
import { discoverExperiments } from '../../plan/discover.js';
import { cellJson } from '../../report/json/cells.js';
import { cellTables } from '../../report/cell-table.js';
import { renderVerdicts } from '../../report/text/claims.js';
import { CELL_COLUMNS } from '../../report/export/cell-columns.js';
import { toCsv } from '../../report/export/csv.js';
import { renderResultsIndex, renderResultsPages } from '../../report/markdown/results.js';
import { renderTerminal } from '../../report/text/cells.js';
import { printJson } from '../output.js';
import { refuseStaleFiles, saveFiles } from '../derived-files.js';
import { readTabledRuns } from '../recorded-runs.js';

const REMEDY = 'preempt-lab table';

interface Options {
  readonly results: string;
  readonly check?: true;
  readonly format?: 'markdown' | 'csv' | 'json';
  readonly json?: true;
}

/** The pages and the pictures, which take a second to draw. */
const draw = async (findings: Findings) => {
  const { renderPictures } = await import('../../report/plots/pictures.js');
  const pictures = renderPictures(findings);
  const index = renderResultsIndex(findings);
  const pages = renderResultsPages(findings, pictures);
  return { index, pages, pictures };
};

const keep = async (findings: Findings, { results, check }: Options): Promise<void> => {
  const { index, pages, pictures } = await draw(findings);
  const file = path.join(results, 'README.md');
  const folders = [
    { folder: pagesFolder(results), ending: '.md', files: pages },
    { folder: plotsFolder(results), ending: '.svg', files: pictures },
  ];
  const derived = { file, made: index, folders };
  await (check ? refuseStaleFiles(derived, REMEDY) : saveFiles(derived));
};

/** Everything in one text. */
const asMarkdown = async (findings: Findings): Promise<string> => {
  const { index, pages } = await draw(findings);
  return [index, ...pages.values()].join('\n');
};

const print = async (findings: Findings, format: Options['format']): Promise<void> => {
  const { found, experiments, claims } = findings;
  const summaries = found.flatMap((each) => each.summaries);
  if (format === 'json') printJson(summaries.map(cellJson));
  else if (format === 'csv') process.stdout.write(toCsv(CELL_COLUMNS, summaries));
  else if (format === 'markdown') process.stdout.write(await asMarkdown(findings));
  else {
    const tables = cellTables(summaries, experiments);
    process.stdout.write(`${tables.map(renderTerminal).join('\n')}\n`);
    process.stdout.write(renderVerdicts(claims));
  }
};

const action = async (options: Options): Promise<void> => {
  const runs = await readTabledRuns(options.results);
  const findings = gatherFindings(runs, await discoverExperiments());
  const format = options.json ? 'json' : options.format;
  if (options.check || format === undefined) await keep(findings, options);
  if (!options.check || format !== undefined) await print(findings, format);
};

const EXAMPLES = `
Examples:
  preempt-lab table                 rewrite README.md, experiments and plots
  preempt-lab table --check         exit 1 when one of these is stale
  preempt-lab table --format csv    print them as CSV and write nothing

Tables and pictures are made from the runs that results/reference.json lists, or
from all runs if there is no such list. schemas/data-dictionary.md has the
columns.
`;

export const tableCommand = (): Command =>
  new Command('table')
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
