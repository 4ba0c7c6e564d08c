import chalk from 'chalk';
import Table from 'cli-table3';
import type { CellTable } from './cell-table.js';

/** Content widths that make a table of exactly 80 columns with cli-table3's borders. */
const COLUMNS = [
  { title: 'variant', width: 23 },
  { title: 'n', width: 5 },
  { title: 'outcomes', width: 20 },
  { title: 'preempts: min, quartiles, max', width: 27 },
] as const;

/** No lines but one below the header: readable, and it survives being piped. */
const BORDERS = {
  top: '',
  'top-mid': '',
  'top-left': '',
  'top-right': '',
  bottom: '',
  'bottom-mid': '',
  'bottom-left': '',
  'bottom-right': '',
  left: '',
  'left-mid': '',
  mid: '',
  'mid-mid': '',
  right: '',
  'right-mid': '',
  middle: ' ',
};

/** A table for a terminal of 80 columns. */
export const renderTerminal = ({ setting, rows }: CellTable): string => {
  const table = new Table({
    head: COLUMNS.map(({ title }) => chalk.bold(title)),
    colWidths: COLUMNS.map(({ width }) => width),
    wordWrap: true,
    chars: BORDERS,
    style: { head: [], border: [], 'padding-left': 0, 'padding-right': 1 },
  });
  for (const [variant, trials, outcomes, ...figures] of rows) {
    const quantiles = figures.slice(0, -1).join('  ');
    table.push([variant ?? '', trials ?? '', outcomes ?? '', quantiles]);
  }
  return `${chalk.bold(setting)}\n\n${table.toString()}\n`;
};
