import { Command, Option } from 'commander';
import { summariseCells } from '../../analysis/cell-summary.js';
import { compareCells, type RunCell } from '../../analysis/comparison.js';
import { UsageError } from '../../errors.js';
import type { Cell } from '../../plan/cell.js';
import { subjectKind, type Experiment } from '../../plan/definition.js';
import { discoverExperiments, selectExperiments } from '../../plan/discover.js';
import { checkSettings, parseSettings, type Settings } from '../../plan/variants.js';
import { comparisonJson, renderComparisons } from '../../report/comparison-text.js';
import { repeated } from '../options.js';
import { printJson } from '../output.js';
import { readTabledRuns } from '../recorded-runs.js';

interface Options {
  /** Absent: by the versions of what the experiment is about. */
  readonly by?: string;
  readonly where: readonly string[];
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

const cellsWhere = async (
  results: string,
  experiment: Experiment,
  settings: Settings,
): Promise<readonly RunCell[]> => {
  const runs = await readTabledRuns(results);
  return runs.flatMap((recorded) =>
    summariseCells([recorded])
      .filter(({ cell }) => cell.experiment === experiment.name)
      .filter(({ cell }) => isWhere(cell, settings))
      .map((summary) => ({ run: recorded.manifest.run, summary })),
  );
};

const action = async (name: string, options: Options): Promise<void> => {
  const [experiment] = selectExperiments(await discoverExperiments(), [name]);
  if (!experiment) return;
  const { by = subjectKind(experiment), where, results, json } = options;
  const settings = parseSettings(where, '--where');
  checkSettings(experiment, settings);
  checkBy(experiment, by);
  const comparisons = compareCells(await cellsWhere(results, experiment, settings), by);
  if (json) printJson(comparisons.map(comparisonJson));
  else if (comparisons.length > 0) {
    process.stdout.write(renderComparisons(comparisons, experiment, by));
  } else
    process.stdout.write(`No two groups by ${by} are recorded of ${experiment.name}.\n`);
};

const EXAMPLES = `
Examples:
  preempt-lab compare callback --by ocaml
  preempt-lab compare callback --by task --where handler=plain
  preempt-lab compare callback --by run --json

"≥" marks a median set by a trial that did not fail.
`;

export const compareCommand = (): Command =>
  new Command('compare')
    .description('put recorded trials side by side: versions, runs or variants')
    .argument('<experiment>', '`preempt-lab list` shows them')
    .option('--by <what>', 'ocaml, generator, run or a variant (default: versions)')
    .addOption(
      new Option('--where <variant>=<value>', 'only these; repeatable')
        .argParser(repeated)
        .default([], 'all'),
    )
    .option('--results <dir>', 'where runs were recorded', 'results')
    .option('--json', 'print JSON on stdout and nothing else')
    .addHelpText('after', EXAMPLES)
    .action(action);
