import chalk from 'chalk';
import type { CellSummary } from '../analysis/cell-summary.js';
import type { RecordedRun } from '../journal/reader.js';
import type { Experiment } from '../plan/definition.js';
import { cellTables } from './cell-table.js';
import { failureMessages } from './failure-messages.js';
import { renderTerminal, wrapText } from './terminal.js';
import { formatCount, printable } from './words.js';

const claimLines = (experiments: readonly Experiment[]): string =>
  experiments
    .flatMap(({ claims }) => claims)
    .map(({ id, says, figures }) => {
      const text = `${says}${figures === '' ? '' : ` (${figures})`}.`;
      return `  ${id.padEnd(5)}${wrapText(text, 7)}\n`;
    })
    .join('');

const failureLines = (summaries: readonly CellSummary[]): string =>
  failureMessages(summaries)
    .map(([text, count]) => `  ${formatCount(count).padStart(5)}  ${text}\n`)
    .join('');

const section = (title: string, lines: string): string =>
  lines === '' ? '' : `${chalk.bold(title)}\n${lines}\n`;

/** What a run came to, for a terminal: tables, how trials failed, what was claimed. */
export const describeRun = (
  { manifest, trials }: RecordedRun,
  summaries: readonly CellSummary[],
  experiments: readonly Experiment[],
  folder: string,
): string => {
  const names = new Set(manifest.plan.map(({ cell }) => cell.experiment));
  const run = experiments.filter(({ name }) => names.has(name));
  const planned = manifest.plan.reduce((sum, { trials: n }) => sum + n, 0);
  const skipped = manifest.notApplicable.map(({ reason }) => `  ${printable(reason)}\n`);
  return [
    '\n',
    ...cellTables(summaries, experiments).map((table) => `${renderTerminal(table)}\n`),
    'n counts trials. "≥" marks a figure set by a trial that did not fail.\n\n',
    section('How trials failed', failureLines(summaries)),
    section('What the log claimed', claimLines(run)),
    section('Not applicable', skipped.join('')),
    `${formatCount(trials.length)} of ${formatCount(planned)} trials recorded in ${folder}\n`,
  ].join('');
};
