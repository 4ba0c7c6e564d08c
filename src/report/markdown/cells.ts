import { markdownTable } from 'markdown-table';
import type { CellTable } from '../cell-table.js';
import { printable } from '../../printable.js';

/** Text of records as text of a page; markup in it is not taken for markup. */
export const markdownText = (text: string): string =>
  printable(text).replaceAll('&', '&amp;').replaceAll('<', '&lt;');

/** The columns that hold words. */
const LEFT = [0, 2, 9];

/** The rows of a table for Markdown, without its setting. */
export const renderRows = ({ header, rows }: CellTable): string => {
  const isUsed = (column: number) => rows.some((row) => row[column] !== '');
  const used = (row: readonly string[]) => row.filter((_, column) => isUsed(column));
  const align = header.map((_, column) => (LEFT.includes(column) ? 'l' : 'r'));
  const cells = [header, ...rows].map((row) => used(row).map(markdownText));
  return `${markdownTable(cells, { align: used(align) })}\n`;
};

/** A table for Markdown, its setting as a line above it. */
export const renderMarkdown = (table: CellTable): string =>
  `${markdownText(table.setting)}:\n\n${renderRows(table)}`;
