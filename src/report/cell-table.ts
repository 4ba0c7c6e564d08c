import { group } from 'd3-array';
import type { CellSummary } from '../analysis/trials/cell-summary.js';
import type { Experiment } from '../plan/definition.js';
import {
  describeMeasured,
  describeOutcomes,
  describeSetting,
  describeVariant,
  formatPreempts,
} from './text/describe.js';

/** Cells that differ in their variant only, as rows of text: what every format draws. */
export interface CellTable {
  readonly setting: string;
  readonly experiment: string;
  readonly header: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

const HEADER = [
  'variant',
  'trials',
  'outcomes',
  'preempts: min',
  'p25',
  'median',
  'p75',
  'max',
  'survivors',
  'measured (medians)',
];

const rowOf = (summary: CellSummary, experiment: Experiment | undefined) => {
  const { preempts } = summary;
  const quantiles = preempts
    ? [preempts.min, preempts.p25, preempts.median, preempts.p75, preempts.max].map(
        formatPreempts,
      )
    : Array.from({ length: 5 }, () => '');
  return [
    describeVariant(summary.cell.variant, experiment),
    String(summary.trials),
    describeOutcomes(summary),
    ...quantiles,
    String(summary.survivors),
    describeMeasured(summary.measured),
  ];
};

/**
 * Puts summaries into tables, one for each setting.
 *
 * @param experiments - to tell a variant's differences from the defaults; one that is
 * not among them (recorded by another version of the lab) is shown in full
 */
export const cellTables = (
  summaries: readonly CellSummary[],
  experiments: readonly Experiment[],
): readonly CellTable[] => {
  const bySetting = group(summaries, describeSetting);
  return [...bySetting].map(([setting, cells]) => {
    const name = cells[0]?.cell.experiment ?? '';
    const experiment = experiments.find((known) => known.name === name);
    return {
      setting,
      experiment: name,
      header: HEADER,
      rows: cells.map((cell) => rowOf(cell, experiment)),
    };
  });
};
