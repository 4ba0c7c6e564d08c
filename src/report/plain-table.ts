import chalk from 'chalk';
import Table from 'cli-table3';

/** No lines: readable, and it survives being piped. */
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

/** A column of a table for the terminal: its heading, and its width with one gap. */
export interface Column {
  readonly title: string;
  readonly width: number;
}

/** Draws a table without lines; what is too long for its column goes on below. */
export const plainTable = (
  columns: readonly Column[],
  rows: readonly (readonly string[])[],
): string => {
  const table = new Table({
    head: columns.map(({ title }) => chalk.bold(title)),
    colWidths: columns.map(({ width }) => width),
    wordWrap: true,
    chars: BORDERS,
    style: { head: [], border: [], 'padding-left': 0, 'padding-right': 1 },
  });
  table.push(...rows.map((row) => [...row]));
  return `${table.toString()}\n`;
};
