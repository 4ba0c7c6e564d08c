import chalk from 'chalk';
import type { CellTable } from '../cell-table.js';
import { plainTable } from './plain-table.js';
import { wrapText } from './wrap.js';

/** Together at most 80 columns, including the gaps between them. */
const COLUMNS = [
  { title: 'variant', width: 22 },
  { title: 'n', width: 5 },
  { title: 'outcomes', width: 18 },
  { title: 'preempts: min, quartiles, max', width: 31 },
] as const;
/** How many figures follow the outcomes; the columns after them do not fit. */
const QUANTILES = 5;

/**
 * The five figures on one line, or a single one where all are equal; "-" without data.
 */
const quantiles = (figures: readonly string[]): string => {
  const [first = ''] = figures;
  if (first === '') return '-';
  return new Set(figures).size === 1 ? `all ${first}` : figures.join('  ');
};

/** A table for a terminal of 80 columns. */
export const renderTerminal = ({ setting, rows }: CellTable): string => {
  const lines = rows.map(([variant = '', trials = '', outcomes = '', ...figures]) => [
    variant,
    trials,
    outcomes,
    quantiles(figures.slice(0, QUANTILES)),
  ]);
  return `${chalk.bold(wrapText(setting))}\n\n${plainTable(COLUMNS, lines)}`;
};
