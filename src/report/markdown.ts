import { markdownTable } from 'markdown-table';
import type { CellTable } from './cell-table.js';

/** The columns of words. */
const LEFT = [0, 2, 9];

/** A table for Markdown, its setting as a line above it. */
export const renderMarkdown = ({ setting, header, rows }: CellTable): string => {
  const isUsed = (column: number) => rows.some((row) => row[column] !== '');
  const used = (row: readonly string[]) => row.filter((_, column) => isUsed(column));
  const align = header.map((_, column) => (LEFT.includes(column) ? 'l' : 'r'));
  const table = markdownTable([header, ...rows].map(used), { align: used(align) });
  return `${setting}:\n\n${table}\n`;
};
