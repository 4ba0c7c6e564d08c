import { markdownTable } from 'markdown-table';
import type { CellTable } from './cell-table.js';

/** A table for Markdown, its setting as a line above it. */
export const renderMarkdown = ({ setting, header, rows }: CellTable): string => {
  const align = header.map((_, column) => (column === 0 || column === 2 ? 'l' : 'r'));
  return `${setting}:\n\n${markdownTable([header, ...rows], { align })}\n`;
};
