import { markdownTable } from 'markdown-table';
import type { Survival } from '../analysis/survival.js';
import { formatCount, formatPreempts } from './words.js';

const HEADER = [
  'a task is preempted',
  'trials',
  'failed',
  'preempts',
  'median of a trial',
  'most of a trial',
  'distinct safepoints',
];

const rowOf = (row: Survival): readonly string[] => [
  row.says,
  formatCount(row.trials),
  formatCount(row.failed),
  formatCount(row.preempts),
  formatPreempts(row.median),
  formatPreempts(row.most),
  row.distinctSafepoints === undefined ? '' : formatCount(row.distinctSafepoints),
];

/** The table of how long preempting went well, way by way. */
export const renderSurvivalTable = (rows: readonly Survival[]): string =>
  `${markdownTable([HEADER, ...rows.map(rowOf)], { align: ['l', 'r', 'r', 'r', 'r', 'r', 'r'] })}\n`;
