import { median as medianOf, rollup } from 'd3-array';
import type { TrialRecord } from '../../journal/trial-record.js';
import type { Cell } from '../../plan/cell.js';
import type { OutcomeKind } from '../../plan/outcome.js';
import type { CellTrials } from './cell-trials.js';
import { preemptDistribution, type PreemptDistribution } from './preempt-distribution.js';
import { dataOf } from './data-trials.js';
import { quantityOf } from './quantity.js';

/** What the trials of one cell came to. */
export interface CellSummary {
  readonly cell: Cell;
  readonly fixtureHash: string;
  readonly machine: string;
  readonly trials: number;
  readonly outcomes: Readonly<Partial<Record<OutcomeKind, number>>>;
  /** What failed trials said, and how many said it. */
  readonly messages: ReadonlyMap<string, number>;
  /** Over the trials that are data; absent when there are none. */
  readonly preempts: PreemptDistribution | undefined;
  /** Trials that ended without failing. */
  readonly survivors: number;
  /** What fixtures measured, by name: medians over the trials that are data. */
  readonly measured: ReadonlyMap<
    string,
    { readonly unit: string; readonly median: number }
  >;
}

const tally = <K>(keys: readonly K[]): Map<K, number> =>
  rollup(
    keys,
    (same) => same.length,
    (key) => key,
  );

const failureMessages = (trials: readonly TrialRecord[]): Map<string, number> =>
  tally(
    trials
      .filter(({ censored }) => !censored)
      .map(({ outcome: { message, signal } }) => message ?? signal)
      .filter((message) => message !== undefined),
  );

/** Measurements of the harness itself, made in every trial whatever it is about. */
export const OF_THE_HARNESS: readonly string[] = ['tickerLateness', 'signalDelay'];

const measuredBy = (trials: readonly TrialRecord[]): CellSummary['measured'] => {
  const units = new Map(
    trials.flatMap(({ measurements }) =>
      Object.entries(measurements).map(([name, { unit }]) => [name, unit] as const),
    ),
  );
  const medians = [...units]
    .filter(([name]) => !OF_THE_HARNESS.includes(name))
    .map(([name, unit]) => {
      const median = medianOf(trials, (trial) => quantityOf(trial, { measured: name }));
      return [name, { unit, median: median ?? NaN }] as const;
    });
  return new Map(medians.filter(([, { median }]) => !Number.isNaN(median)));
};

const summarise = ({ cell, fixtureHash, machine, trials }: CellTrials): CellSummary => {
  const data = dataOf(trials);
  return {
    cell,
    fixtureHash,
    machine,
    trials: trials.length,
    outcomes: Object.fromEntries(tally(trials.map(({ outcome }) => outcome.kind))),
    messages: failureMessages(data),
    preempts: preemptDistribution(data),
    survivors: data.filter(({ censored }) => censored).length,
    measured: measuredBy(data),
  };
};

/** Summarises trials cell by cell. */
export const summariseCells = (cells: readonly CellTrials[]): readonly CellSummary[] =>
  cells.map(summarise);
