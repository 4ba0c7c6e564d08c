import { Command, Option } from 'commander';
import { adjustComparisons } from '../../analysis/comparison/adjust.js';
import { analyseComparison } from '../../analysis/comparison/analyse.js';
import {
  cellsSideBySide,
  type Comparison,
} from '../../analysis/comparison/side-by-side.js';
import { UsageError } from '../../errors.js';
import type { RecordedRun } from '../../journal/reader.js';
import type { Cell } from '../../plan/cell.js';
import { subjectKind, type Experiment } from '../../plan/definition.js';
import { discoverExperiments, selectExperiments } from '../../plan/discover.js';
import { checkSettings, parseSettings, type Settings } from '../../plan/variants.js';
import { comparisonsJson } from '../../report/comparison/json.js';
import { renderComparisons } from '../../report/comparison/text.js';
import { describeStopping } from '../../report/stopping.js';
import { wrapText } from '../../report/terminal.js';
import { printable } from '../../report/words.js';
import { neededOption, repeated } from '../options.js';
import { printJson } from '../output.js';
import { readTabledRuns } from '../recorded-runs.js';

interface Options {
  /** Absent: by the versions of what the experiment is about. */
  readonly by?: string;
  readonly where: readonly string[];
  readonly precision?: number;
  readonly results: string;
  readonly json?: true;
}

const checkBy = (experiment: Experiment, by: string): void => {
  const { name, knobs } = experiment;
  const known = [subjectKind(experiment), 'run', ...Object.keys(knobs)];
  if (known.includes(by)) return;
  throw new UsageError(`${name} is compared by one of ${known.join(', ')}, not '${by}'`);
};

const isWhere = ({ variant }: Cell, settings: Settings): boolean =>
  [...settings].every(([name, values]) => values.includes(variant[name] ?? ''));

/** Says what there is when there are no two of it. */
const describeAlone = (
  { name }: Experiment,
  by: string,
  alone: readonly Comparison[],
): string => {
  const names = new Set(alone.flatMap(({ cells }) => cells.map((cell) => cell.name)));
  const recorded =
    names.size === 0
      ? 'No such trial is recorded.'
      : `Recorded, with nothing to compare with: ${[...names].map(printable).join(', ')}.`;
  return `${wrapText(`No two groups by ${by} are recorded of ${name}. ${recorded}`)}\n`;
};

const caveatsOf = (
  runs: readonly RecordedRun[],
  { name }: Experiment,
): readonly string[] => {
  const planning = runs.filter(({ manifest }) =>
    manifest.plan.some(({ cell }) => cell.experiment === name),
  );
  return [...new Set(planning.map(({ manifest }) => describeStopping(manifest)))];
};

const action = async (name: string, options: Options): Promise<void> => {
  const [experiment] = selectExperiments(await discoverExperiments(), [name]);
  if (!experiment) return;
  const { by = subjectKind(experiment), where, precision, results, json } = options;
  const settings = parseSettings(where, '--where');
  checkSettings(experiment, settings);
  checkBy(experiment, by);
  const isWanted = (cell: Cell): boolean =>
    cell.experiment === experiment.name && isWhere(cell, settings);
  const runs = await readTabledRuns(results);
  const found = cellsSideBySide(runs, by, isWanted);
  const comparable = found.filter(({ cells }) => cells.length > 1);
  const compared = adjustComparisons(comparable.map(analyseComparison));
  if (json) printJson(comparisonsJson(compared, { by, precision }));
  else if (comparable.length > 0) {
    const caveats = caveatsOf(runs, experiment);
    process.stdout.write(
      renderComparisons(compared, { experiment, by, precision, caveats }),
    );
  } else process.stdout.write(describeAlone(experiment, by, found));
};

const EXAMPLES = `
Examples:
  preempt-lab compare callback --by ocaml
  preempt-lab compare callback --by task --where handler=plain
  preempt-lab compare callback --by run --json
  preempt-lab compare callback --precision 10%

Trials that reached their cap or ran out of time are censored; what comes of
counting the latter as failures stands beside. Of --json there is a schema,
schemas/comparisons.schema.json.
`;

export const compareCommand = (): Command =>
  new Command('compare')
    .argument('<experiment>', '`preempt-lab list` shows them')
    .option('--by <what>', 'ocaml, generator, run or a variant (default: versions)')
    .addOption(
      new Option('--where <variant>=<value>', 'only these; repeatable')
        .argParser(repeated)
        .default([], 'all'),
    )
    .addOption(neededOption())
    .option('--results <dir>', 'where runs were recorded', 'results')
    .option('--json', 'print JSON on stdout and nothing else')
    .addHelpText('after', EXAMPLES)
    .action(action);
