import { markdownTable } from 'markdown-table';
import type { SurvivalSummary } from '../../analysis/trials/survival-summary.js';
import { formatCount } from '../text/format.js';
import { formatPreempts } from '../text/describe.js';

/** The columns; those after the first are figures. */
export const SURVIVAL_HEADER = [
  'a task is preempted',
  'trials',
  'failed',
  'preempts',
  'median of a trial',
  'most of a trial',
  'distinct safepoints',
];

/** A row of text, for every format. */
export const survivalRow = (row: SurvivalSummary): readonly string[] => [
  row.says,
  formatCount(row.trials),
  formatCount(row.failed),
  formatCount(row.preempts),
  formatPreempts(row.median),
  formatPreempts(row.most),
  row.distinctSafepoints === undefined ? '' : formatCount(row.distinctSafepoints),
];

/** The table of how long preempting went well, for each way to preempt. */
export const renderSurvivalTable = (rows: readonly SurvivalSummary[]): string =>
  `${markdownTable([SURVIVAL_HEADER, ...rows.map(survivalRow)], { align: ['l', 'r', 'r', 'r', 'r', 'r', 'r'] })}\n`;
