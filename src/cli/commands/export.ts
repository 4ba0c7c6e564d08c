import { Command, Option } from 'commander';
import { UsageError } from '../../errors.js';
import { csvPieces } from '../../report/export/csv.js';
import { jsonPieces } from '../../report/export/json.js';
import { toParquet } from '../../report/export/parquet.js';
import {
  exportedTrials,
  TRIAL_COLUMNS,
  type ExportedTrial,
} from '../../report/export/trial-columns.js';
import { printPieces } from '../output.js';
import { readTabledRuns } from '../recorded-runs.js';
import { saveFile } from '../derived-files.js';

const WRITERS = {
  parquet: (trials) => [toParquet(TRIAL_COLUMNS, trials)],
  csv: (trials) => csvPieces(TRIAL_COLUMNS, trials),
  json: (trials) => jsonPieces(TRIAL_COLUMNS, trials),
} satisfies Record<
  string,
  (trials: readonly ExportedTrial[]) => Iterable<string | Buffer>
>;

interface Options {
  readonly format: keyof typeof WRITERS;
  readonly results: string;
  readonly out?: string;
}

const asBuffer = (piece: string | Buffer): Buffer =>
  typeof piece === 'string' ? Buffer.from(piece) : piece;

const action = async ({ format, results, out }: Options): Promise<void> => {
  if (format === 'parquet' && out === undefined && process.stdout.isTTY) {
    throw new UsageError('Parquet is a binary format; give --out <file>');
  }
  const trials = exportedTrials(await readTabledRuns(results, 'all'));
  const pieces: Iterable<string | Buffer> = WRITERS[format](trials);
  if (out === undefined) await printPieces(pieces);
  else await saveFile(out, Buffer.concat(Array.from(pieces, asBuffer)));
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
