import chalk from 'chalk';
import Table from 'cli-table3';

const BORDERS = [
  ...['top', 'top-mid', 'top-left', 'top-right', 'bottom', 'bottom-mid', 'bottom-left'],
  ...['bottom-right', 'left', 'left-mid', 'mid', 'mid-mid', 'right', 'right-mid'],
];

/** No lines: this is readable, and it survives being piped. */
const withoutLines = (titles: readonly string[], gap: string) => ({
  head: titles.map((title) => chalk.bold(title)),
  chars: { ...Object.fromEntries(BORDERS.map((name) => [name, ''])), middle: gap },
});

/** A column of a table for the terminal: its heading, and its width including one gap. */
export interface Column {
  readonly title: string;
  readonly width: number;
}

/** Draws a table without lines; text that is too long for its column continues below. */
export const plainTable = (
  columns: readonly Column[],
  rows: readonly (readonly string[])[],
): string => {
  const table = new Table({
    ...withoutLines(
      columns.map(({ title }) => title),
      ' ',
    ),
    colWidths: columns.map(({ width }) => width),
    wordWrap: true,
    style: { head: [], border: [], 'padding-left': 0, 'padding-right': 1 },
  });
  table.push(...rows.map((row) => [...row]));
  return `${table.toString()}\n`;
};

/** Draws the same with columns as wide as their content, and no line broken. */
export const wideTable = (
  titles: readonly string[],
  rows: readonly (readonly string[])[],
): string => {
  const table = new Table({
    ...withoutLines(titles, '  '),
    style: { 'padding-left': 0, 'padding-right': 0, head: [], border: [] },
  });
  table.push(...rows.map((row) => [...row]));
  return table.toString().replace(/ +$/gm, '');
};
