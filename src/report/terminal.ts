import chalk from 'chalk';
import Table from 'cli-table3';
import wrapAnsi from 'wrap-ansi';
import type { CellTable } from './cell-table.js';

/** Together at most 80 columns, the gaps between them included. */
const COLUMNS = [
  { title: 'variant', width: 22 },
  { title: 'n', width: 5 },
  { title: 'outcomes', width: 18 },
  { title: 'preempts: min, quartiles, max', width: 31 },
] as const;
const WIDTH = 80;

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

/** The five figures on one line, or the one that all of them are. */
const quantiles = (figures: readonly string[]): string =>
  new Set(figures).size === 1 ? `all ${figures[0] ?? ''}` : figures.join('  ');

/** Breaks a text into lines of at most 80 columns. */
export const wrapText = (text: string, indent = 0): string =>
  wrapAnsi(text, WIDTH - indent).replaceAll('\n', `\n${' '.repeat(indent)}`);

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
    const preempts = quantiles(figures.slice(0, -1));
    table.push([variant ?? '', trials ?? '', outcomes ?? '', preempts]);
  }
  return `${chalk.bold(wrapText(setting))}\n\n${table.toString()}\n`;
};
