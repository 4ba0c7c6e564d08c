import type { MedianEstimate } from '../src/analysis/numerics/median.js';

/** A row of a table: what it is, its figure, and what may be said of it. */
export interface EstimateRow {
  readonly label: string;
  readonly estimate: MedianEstimate;
  readonly digits: number;
  readonly remark?: string;
}

const LABEL_WIDTH = 34;
const FIGURE_WIDTH = 10;

/** A table of medians with their 95 % intervals for a terminal of 80 columns. */
export const renderEstimates = (title: string, rows: readonly EstimateRow[]): string => {
  const line = (label: string, figures: readonly string[], remark = ''): string =>
    `  ${label.padEnd(LABEL_WIDTH)}` +
    figures.map((figure) => figure.padStart(FIGURE_WIDTH)).join('') +
    `${remark && `  ${remark}`}\n`;
  const body = rows.map(({ label, estimate, digits, remark }) => {
    const figures = [estimate.median, ...estimate.interval];
    return line(
      label,
      figures.map((figure) => figure.toFixed(digits)),
      remark,
    );
  });
  return `${title}; medians with 95 % intervals\n${line('', ['median', 'from', 'to'])}${body.join('')}`;
};
