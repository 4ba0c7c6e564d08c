import chalk from 'chalk';
import type { CellSummary } from '../analysis/cell-summary.js';
import type { Comparison } from '../analysis/comparison.js';
import { RUN_ID } from '../journal/run-id.js';
import type { Experiment } from '../plan/definition.js';
import { plainTable } from './plain-table.js';
import { wrapText } from './terminal.js';
import { describeVariant, formatCount, formatPreempts } from './words.js';

const GROUP_WIDTH = 18;
const COLUMNS = [
  { title: 'n', width: 6 },
  { title: 'failed', width: 7 },
  { title: 'outcomes', width: 24 },
  { title: 'median', width: 9 },
  { title: 'survivors', width: 10 },
] as const;

/** Trials that failed; a fault of the harness is neither that nor a survival. */
const failedOf = ({ trials, survivors, outcomes }: CellSummary): number =>
  trials - survivors - (outcomes['harness-fault'] ?? 0);

const shares = ({ outcomes, trials }: CellSummary): string =>
  Object.entries(outcomes)
    .sort(([, a], [, b]) => b - a)
    .map(([kind, count]) => `${kind} ${Math.round((100 * count) / trials)} %`)
    .join(', ');

/** A run's name begins with its time, which tells it from others. */
const shortName = (name: string): string =>
  RUN_ID.test(name) ? name.slice(0, 16) : name;

const rowOf = ({ name, summary }: Comparison['groups'][number]): readonly string[] => [
  shortName(name),
  formatCount(summary.trials),
  formatCount(failedOf(summary)),
  shares(summary),
  summary.preempts ? formatPreempts(summary.preempts.median) : '',
  formatCount(summary.survivors),
];

/** Comparisons for a terminal of 80 columns, the groups of each below one another. */
export const renderComparisons = (
  comparisons: readonly Comparison[],
  experiment: Experiment,
  by: string,
): string =>
  comparisons
    .map(({ shared, groups }) => {
      const title = `${experiment.name}: ${describeVariant(shared.variant, experiment)}`;
      const columns = [{ title: by, width: GROUP_WIDTH }, ...COLUMNS];
      return `${chalk.bold(wrapText(title))}\n${plainTable(columns, groups.map(rowOf))}`;
    })
    .join('\n');

/** A comparison as `compare --json` gives it; `shares` are of all trials of the group. */
export const comparisonJson = ({ shared, groups }: Comparison) => ({
  experiment: shared.experiment,
  variant: shared.variant,
  groups: groups.map(({ name, summary }) => ({
    name,
    trials: summary.trials,
    failed: failedOf(summary),
    survivors: summary.survivors,
    outcomes: summary.outcomes,
    shares: Object.fromEntries(
      Object.entries(summary.outcomes).map(([kind, n]) => [kind, n / summary.trials]),
    ),
    median: summary.preempts?.median.preempts ?? null,
    medianIsLowerBound: summary.preempts?.median.isLowerBound ?? null,
  })),
});
