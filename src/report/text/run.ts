import chalk from 'chalk';
import { summariseCells, type CellSummary } from '../../analysis/trials/cell-summary.js';
import type { CellTrials } from '../../analysis/trials/cell-trials.js';
import { judgeClaims } from '../../analysis/claims/judge.js';
import type { Manifest } from '../../journal/manifest.js';
import type { RecordedRun } from '../../journal/reader.js';
import type { Experiment } from '../../plan/definition.js';
import { cellTables } from '../cell-table.js';
import { renderClaims } from './claims.js';
import { failureMessages } from './failure-messages.js';
import { describeStopping } from './stopping.js';
import { renderTerminal } from './cells.js';
import { wrapText } from './wrap.js';
import { describeNotApplicable, formatWallTime } from './describe.js';
import { formatCount } from './format.js';

const failureLines = (summaries: readonly CellSummary[]): string =>
  failureMessages(summaries)
    .map(([text, count]) => `  ${formatCount(count).padStart(5)}  ${text}\n`)
    .join('');

const section = (title: string, lines: string): string =>
  lines === '' ? '' : `${chalk.bold(title)}\n${lines}\n`;

/** How far the run got; cells that have settled need no more trials. */
const progressOf = ({ manifest, trials }: RecordedRun): string => {
  const done = trials.length;
  const planned = manifest.plan.reduce((sum, { trials: n }) => sum + n, 0);
  if (manifest.endedAt === null || done >= planned) {
    return `${formatCount(done)} of ${formatCount(planned)} trials recorded`;
  }
  const rest = formatCount(planned - done);
  return `${formatCount(done)} trials recorded (${rest} more were not needed)`;
};

const wallTimeOf = (manifest: Manifest): string => {
  const time = formatWallTime(manifest);
  if (time === undefined) return '';
  const { machine, jobs } = manifest;
  const on = machine.cores === undefined ? '' : ` on ${machine.cores} cores`;
  return `Took ${time}${on}, ${jobs} at a time.\n`;
};

const stoppingOf = (manifest: Manifest): string => {
  const text = describeStopping(manifest);
  return text && `${wrapText(text)}\n`;
};

/**
 * What a run came to, for a terminal: tables, how trials failed, what was claimed.
 *
 * @param cells - the run's trials, cell by cell
 */
export const describeRun = (
  run: RecordedRun,
  cells: readonly CellTrials[],
  experiments: readonly Experiment[],
  folder: string,
): string => {
  const { manifest } = run;
  const summaries = summariseCells(cells);
  const names = new Set(manifest.plan.map(({ cell }) => cell.experiment));
  const claims = judgeClaims(
    experiments.filter(({ name }) => names.has(name)),
    cells,
  );
  const absent = manifest.notApplicable.map(
    (entry) => `  ${wrapText(describeNotApplicable(entry), 2)}\n`,
  );
  return [
    '\n',
    ...cellTables(summaries, experiments).map((table) => `${renderTerminal(table)}\n`),
    'n counts trials. "≥" marks a figure set by a trial that did not fail.\n\n',
    section('How trials failed', failureLines(summaries)),
    section('What was claimed', renderClaims(claims)),
    section('Not applicable', absent.join('')),
    `${progressOf(run)} in ${folder}\n`,
    wallTimeOf(manifest),
    stoppingOf(manifest),
  ].join('');
};
