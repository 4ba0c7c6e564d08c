import { Command, Option } from 'commander';
import { UsageError } from '../../errors.js';
import { toCsv } from '../../report/export/csv.js';
import { toJson } from '../../report/export/json.js';
import { toParquet } from '../../report/export/parquet.js';
import {
  exportedTrials,
  TRIAL_COLUMNS,
  type ExportedTrial,
} from '../../report/export/trial-columns.js';
import { readTabledRuns } from '../recorded-runs.js';
import { saveFile } from '../save.js';

const WRITERS = {
  parquet: (trials: readonly ExportedTrial[]) => toParquet(TRIAL_COLUMNS, trials),
  csv: (trials: readonly ExportedTrial[]) => toCsv(TRIAL_COLUMNS, trials),
  json: (trials: readonly ExportedTrial[]) => toJson(TRIAL_COLUMNS, trials),
};

interface Options {
  readonly format: keyof typeof WRITERS;
  readonly results: string;
  readonly out?: string;
}

const action = async ({ format, results, out }: Options): Promise<void> => {
  if (format === 'parquet' && out === undefined && process.stdout.isTTY) {
    throw new UsageError('Parquet is no text for a terminal; give --out <file>');
  }
  const trials = exportedTrials(await readTabledRuns(results));
  const data = WRITERS[format](trials);
  if (out === undefined) process.stdout.write(data);
  else await saveFile(out, data);
};

const EXAMPLES = `
Examples:
  preempt-lab export --format parquet --out trials.parquet
  preempt-lab export --format csv | head
  preempt-lab export --format json --results elsewhere --out trials.json

A row for each trial of the runs that results/reference.json lists, or of all
runs when there is no such list. schemas/data-dictionary.md has the columns.
`;

export const exportCommand = (): Command =>
  new Command('export')
    .addOption(
      new Option('--format <format>', 'what to write')
        .choices(Object.keys(WRITERS))
        .makeOptionMandatory(),
    )
    .addOption(
      new Option('--json', 'the same as --format json').implies({ format: 'json' }),
    )
    .option('--results <dir>', 'where runs were recorded', 'results')
    .option('--out <file>', 'write it there, whole or not at all (default: stdout)')
    .addHelpText('after', EXAMPLES)
    .action(action);
