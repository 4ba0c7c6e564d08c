import { Command, Option } from 'commander';
import { adjustComparisons } from '../../analysis/comparison/adjust.js';
import { analyseComparison } from '../../analysis/comparison/analyse.js';
import {
  cellsSideBySide,
  type Comparison,
} from '../../analysis/comparison/side-by-side.js';
import { machinesOf } from '../../analysis/comparison/machines.js';
import { UsageError } from '../../errors.js';
import type { RecordedRun } from '../../journal/reader.js';
import type { Cell } from '../../plan/cell.js';
import { subjectKind, type Experiment } from '../../plan/definition.js';
import { discoverExperiments, selectExperiments } from '../../plan/discover.js';
import { checkSettings, parseSettings, type Settings } from '../../plan/variants.js';
import { comparisonsJson } from '../../report/comparison/json.js';
import { renderComparisons } from '../../report/comparison/text.js';
import { describeStopping } from '../../report/text/stopping.js';
import { wrapText } from '../../report/text/wrap.js';
import { printable } from '../../printable.js';
import { neededOption, repeated } from '../options.js';
import { printJson } from '../output.js';
import { readTabledRuns } from '../recorded-runs.js';

interface Options {
  readonly by: string;
  readonly where: readonly string[];
  readonly precision?: number;
  readonly results: string;
  readonly json?: true;
}

/** What to compare by; `version` means the version of the experiment's subject. */
const chooseBy = (experiment: Experiment, by: string): string => {
  const { name, knobs } = experiment;
  const versions = subjectKind(experiment);
  if (by === 'version') return versions;
  const known = [versions, 'run', ...Object.keys(knobs), 'machine'];
  if (known.includes(by)) return by;
  throw new UsageError(
    `${name} is compared by one of ${known.join(', ')}, not '${printable(by)}'`,
  );
};

const isWhere = ({ variant }: Cell, settings: Settings): boolean =>
  [...settings].every(([name, values]) => values.includes(variant[name] ?? ''));

/** Says what is recorded when there are no two groups to compare. */
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
  const remedy =
    by === 'machine' && names.size === 1
      ? ' Record it on another machine, with the same knobs and drive, and put the folder ' +
        'of that run beside the others.'
      : '';
  const text = `No two groups by ${by} are recorded of ${name}. ${recorded}${remedy}`;
  return `${wrapText(text)}\n`;
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
  const { where, precision, results, json } = options;
  const settings = parseSettings(where, '--where');
  checkSettings(experiment, settings);
  const by = chooseBy(experiment, options.by);
  const isWanted = (cell: Cell): boolean =>
    cell.experiment === experiment.name && isWhere(cell, settings);
  const runs = await readTabledRuns(results);
  const found = cellsSideBySide(runs, by, isWanted);
  const comparable = found.filter(({ cells }) => cells.length > 1);
  const compared = adjustComparisons(comparable.map(analyseComparison));
  const machines = machinesOf(runs, comparable);
  if (json) printJson(comparisonsJson(compared, { by, precision, machines }));
  else if (comparable.length > 0) {
    const caveats = caveatsOf(runs, experiment);
    process.stdout.write(
      renderComparisons(compared, { experiment, by, precision, caveats, machines }),
    );
  } else process.stdout.write(describeAlone(experiment, by, found));
};

const EXAMPLES = `
Examples:
  preempt-lab compare callback --by version
  preempt-lab compare callback --by task --where handler=plain
  preempt-lab compare callback --by run --json
  preempt-lab compare callback --by machine --results collected
  preempt-lab compare callback --precision 10%

The groups differ in that one thing and in nothing else. Two machines count as
one if kernel, processor, cores, memory and signal frame are the same. To
compare machines, put the folders of their runs into one results folder. ocaml
and generator are other names for version.

Trials that reached their cap or ran out of time are censored. The output also
shows what follows if the latter count as failures. The schema of --json is
schemas/comparisons.schema.json.
`;

export const compareCommand = (): Command =>
  new Command('compare')
    .argument('<experiment>', '`preempt-lab list` shows them')
    .option('--by <what>', 'version, run, machine or a knob', 'version')
    .addOption(
      new Option('--where <knob>=<value>', 'only these; repeatable')
        .argParser(repeated)
        .default([], 'all'),
    )
    .addOption(neededOption())
    .option('--results <dir>', 'where runs were recorded', 'results')
    .option('--json', 'print JSON on stdout and nothing else')
    .addHelpText('after', EXAMPLES)
    .action(action);
