import { existsSync, statSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { Command, Option } from 'commander';
import writeFileAtomic from 'write-file-atomic';
import { summariseCells, type CellSummary } from '../../analysis/cell-summary.js';
import { RecordingError, StaleTable, UsageError, messageOf } from '../../errors.js';
import {
  listRuns,
  readRun,
  referenceRuns,
  type Problem,
  type RecordedRun,
} from '../../journal/reader.js';
import { discoverExperiments } from '../../plan/discover.js';
import { cellJson } from '../../report/cell-json.js';
import { cellTables } from '../../report/cell-table.js';
import { renderCsv } from '../../report/csv.js';
import { renderResultsPage } from '../../report/results-page.js';
import { renderTerminal } from '../../report/terminal.js';
import { printJson, warnOfProblems } from '../output.js';

interface Options {
  readonly results: string;
  readonly check?: true;
  readonly format?: 'markdown' | 'csv' | 'json';
  readonly json?: true;
}

/** The runs that tables are made from: those on the reference list, else all. */
const readRuns = async (results: string): Promise<readonly RecordedRun[]> => {
  if (!existsSync(results) || !statSync(results).isDirectory()) {
    throw new UsageError(`no results folder ${results}; \`preempt-lab run\` makes one`);
  }
  const problems: Problem[] = [];
  const found = await listRuns(results, problems);
  const names = (await referenceRuns(results)) ?? found;
  const runs: RecordedRun[] = [];
  for (const name of names) {
    const run = await readRun(results, name, problems);
    if (run) runs.push(run);
  }
  warnOfProblems(problems);
  return runs;
};

const check = async (file: string, page: string): Promise<void> => {
  const current = existsSync(file) ? await readFile(file, 'utf8') : '';
  if (current !== page) {
    throw new StaleTable(`${file} is stale; \`preempt-lab table\` makes it anew`);
  }
};

const save = async (file: string, page: string): Promise<void> => {
  try {
    await writeFileAtomic(file, page);
  } catch (error) {
    throw new RecordingError(`${file} could not be written: ${messageOf(error)}`);
  }
};

const print = async (
  format: Options['format'],
  summaries: readonly CellSummary[],
  page: string,
): Promise<void> => {
  if (format === 'json') printJson(summaries.map(cellJson));
  else if (format === 'csv') process.stdout.write(renderCsv(summaries));
  else if (format === 'markdown') process.stdout.write(page);
  else {
    const tables = cellTables(summaries, await discoverExperiments());
    process.stdout.write(`${tables.map(renderTerminal).join('\n')}\n`);
  }
};

const action = async (options: Options): Promise<void> => {
  const runs = await readRuns(options.results);
  const summaries = summariseCells(runs);
  const page = renderResultsPage(runs, summaries, await discoverExperiments());
  const file = path.join(options.results, 'README.md');
  const format = options.json ? 'json' : options.format;
  if (options.check) await check(file, page);
  else if (format === undefined) await save(file, page);
  if (!options.check || format !== undefined) await print(format, summaries, page);
};

const EXAMPLES = `
Examples:
  preempt-lab table                 rewrite results/README.md, show the tables
  preempt-lab table --check         exit 1 when results/README.md is stale
  preempt-lab table --format csv    print them as CSV and write nothing

The tables are made from the runs that results/reference.json lists, or from all
runs when there is no such list.
`;

export const tableCommand = (): Command =>
  new Command('table')
    .description('make the tables from the recorded trials')
    .option('--results <dir>', 'where runs were recorded', 'results')
    .option('--check', 'write nothing; fail when README.md there is stale')
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
