import path from 'node:path';
import { Command, Option } from 'commander';
import { gatherFindings } from '../../analysis/findings.js';
import { pagesFolder, plotsFolder } from '../../journal/layout.js';
import { discoverExperiments } from '../../plan/discover.js';
import { cellJson } from '../../report/cell-json.js';
import { cellTables } from '../../report/cell-table.js';
import { renderVerdicts } from '../../report/claim-text.js';
import { CELL_COLUMNS } from '../../report/export/cell-columns.js';
import { toCsv } from '../../report/export/csv.js';
import { renderResultsIndex, renderResultsPages } from '../../report/results-page.js';
import { renderTerminal } from '../../report/terminal.js';
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

/** What is made beside the runs, and what it is made from. */
const make = async ({ results }: Options) => {
  const runs = await readTabledRuns(results);
  const experiments = await discoverExperiments();
  const findings = gatherFindings(runs, experiments);
  const summaries = findings.found.flatMap((each) => each.summaries);
  return { runs, experiments, findings, summaries, claims: findings.claims };
};

type Made = Awaited<ReturnType<typeof make>>;

/** The pages and the pictures, which take a second to draw. */
const draw = async (made: Made) => {
  const { renderPictures } = await import('../../report/plots/pictures.js');
  const pictures = renderPictures(made.findings);
  const parts = { ...made, pictures };
  const [index, pages] = [renderResultsIndex(parts), renderResultsPages(parts)];
  return { index, pages, pictures };
};

const keep = async (made: Made, { results, check }: Options): Promise<void> => {
  const { index, pages, pictures } = await draw(made);
  const file = path.join(results, 'README.md');
  const folders = [
    { folder: pagesFolder(results), ending: '.md', files: pages },
    { folder: plotsFolder(results), ending: '.svg', files: pictures },
  ];
  const derived = { file, made: index, folders };
  await (check ? refuseStaleFiles(derived, REMEDY) : saveFiles(derived));
};

/** Everything in one text. */
const asMarkdown = async (made: Made): Promise<string> => {
  const { index, pages } = await draw(made);
  return [index, ...pages.values()].join('\n');
};

const print = async (made: Made, format: Options['format']): Promise<void> => {
  const { summaries, experiments, claims } = made;
  if (format === 'json') printJson(summaries.map(cellJson));
  else if (format === 'csv') process.stdout.write(toCsv(CELL_COLUMNS, summaries));
  else if (format === 'markdown') process.stdout.write(await asMarkdown(made));
  else {
    const tables = cellTables(summaries, experiments);
    process.stdout.write(`${tables.map(renderTerminal).join('\n')}\n`);
    process.stdout.write(renderVerdicts(claims));
  }
};

const action = async (options: Options): Promise<void> => {
  const made = await make(options);
  const format = options.json ? 'json' : options.format;
  if (options.check || format === undefined) await keep(made, options);
  if (!options.check || format !== undefined) await print(made, format);
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
