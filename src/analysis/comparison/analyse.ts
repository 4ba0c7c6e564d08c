import type { TrialRecord } from '../../journal/trial-record.js';
import { dataOf } from '../trials/data-trials.js';
import type { FisherTest } from '../fisher/fisher-exact.js';
import {
  analyseSurvival,
  type GroupAnalysis,
  type SurvivalAnalysis,
} from '../lifetimes/analyse.js';
import {
  cumulativeIncidence,
  type CumulativeIncidence,
} from '../lifetimes/cumulative-incidence.js';
import { causedLifetimesOf, lifetimesOf, type TimedOut } from '../lifetimes/of-trials.js';
import { outcomeShares, testOutcomes, type OutcomeShare } from './outcome-shares.js';
import type { ComparedCell, Comparison } from './side-by-side.js';

/** What the trials of one of the compared cells come to. */
export interface GroupComparison {
  readonly cell: ComparedCell;
  /** The number of trials that are not data. */
  readonly harnessFaults: number;
  /** The lifetimes of the trials that are data, with timed-out trials censored. */
  readonly survival: GroupAnalysis;
  readonly timedOut: number;
  /** The same with timed-out trials as failures; undefined where none timed out. */
  readonly timedOutAsFailed: GroupAnalysis | undefined;
  readonly shares: readonly OutcomeShare[];
  /** One for each outcome that is a failure; these outcomes compete. */
  readonly incidence: readonly CumulativeIncidence[];
}

/**
 * A comparison with everything that is tested about it. Its p-values are not adjusted.
 */
export interface ComparisonAnalysis {
  readonly comparison: Comparison;
  /** In the order of the cells, as are the groups of the analyses. */
  readonly groups: readonly GroupComparison[];
  readonly survival: SurvivalAnalysis;
  /** Undefined where no trial timed out. */
  readonly timedOutAsFailed: SurvivalAnalysis | undefined;
  /** The test of the shares of outcomes. */
  readonly fisher: FisherTest | undefined;
}

const isTimedOut = ({ outcome }: TrialRecord): boolean => outcome.kind === 'timed-out';

/** Analyses the lifetimes of cells that stand side by side, in the order of the cells. */
export const survivalOf = (
  cells: readonly ComparedCell[],
  timedOut: TimedOut = 'censored',
): SurvivalAnalysis =>
  analyseSurvival(
    cells.map(({ name, trials }) => ({ name, lifetimes: lifetimesOf(trials, timedOut) })),
  );

const compareGroup = (
  cell: ComparedCell,
  survival: GroupAnalysis,
  asFailed: GroupAnalysis | undefined,
): GroupComparison => {
  const data = dataOf(cell.trials);
  const timedOut = data.filter(isTimedOut).length;
  return {
    cell,
    harnessFaults: cell.trials.length - data.length,
    survival,
    timedOut,
    timedOutAsFailed: timedOut > 0 ? asFailed : undefined,
    shares: outcomeShares(data),
    incidence: cumulativeIncidence(causedLifetimesOf(data)),
  };
};

/** Analyses cells that stand side by side. Harness faults are not data. */
export const analyseComparison = (comparison: Comparison): ComparisonAnalysis => {
  const { cells } = comparison;
  const survival = survivalOf(cells);
  const anyTimedOut = cells.some(({ trials }) => trials.some(isTimedOut));
  const asFailed = anyTimedOut ? survivalOf(cells, 'failed') : undefined;
  const groups = survival.groups.flatMap((group, index) => {
    const cell = cells[index];
    return cell ? [compareGroup(cell, group, asFailed?.groups[index])] : [];
  });
  return {
    comparison,
    groups,
    survival,
    timedOutAsFailed: asFailed,
    fisher: testOutcomes(cells.map(({ trials }) => dataOf(trials))),
  };
};
