import { group, sum } from 'd3-array';
import { cellKey, type Cell } from '../plan/cell.js';
import type { CellTrials } from './cell-trials.js';
import { analyseSurvival, type SurvivalAnalysis } from './lifetimes/analyse.js';
import { lifetimesOf, type TimedOut } from './lifetimes/of-trials.js';

/** Cells that differ in the version of their subject alone, as lifetimes side by side. */
export interface VersionLifetimes {
  /** One of the cells, without its version: what they share. */
  readonly shared: Cell;
  readonly cells: readonly CellTrials[];
  /** A group for each version; those that have nothing but harness faults are left out. */
  readonly analysis: SurvivalAnalysis;
  /** The same with trials that ran out of time as failures, where there are such. */
  readonly countingTimedOut: SurvivalAnalysis | undefined;
  readonly trials: number;
  readonly failed: number;
}

const unversioned = (cell: Cell): Cell => ({
  ...cell,
  subject: { ...cell.subject, version: '' },
});

const byVersion = (a: CellTrials, b: CellTrials): number =>
  a.cell.subject.version.localeCompare(b.cell.subject.version, 'en', { numeric: true });

/** A version, with the build of its fixture where another has the same. */
const nameOf = (
  { cell, fixtureHash }: CellTrials,
  all: readonly CellTrials[],
): string => {
  const { version } = cell.subject;
  const builds = all.filter((other) => other.cell.subject.version === version);
  return builds.length > 1 ? `${version}, build ${fixtureHash.slice(0, 8)}` : version;
};

const analyseCells = (
  cells: readonly CellTrials[],
  timedOut: TimedOut,
): SurvivalAnalysis => {
  const groups = cells.map((cell) => ({
    name: nameOf(cell, cells),
    lifetimes: lifetimesOf(cell.trials, timedOut),
  }));
  return analyseSurvival(groups.filter(({ lifetimes }) => lifetimes.length > 0));
};

const hasTimedOut = ({ trials }: CellTrials): boolean =>
  trials.some(({ outcome }) => outcome.kind === 'timed-out');

const lifetimesByVersion = (members: readonly CellTrials[]): VersionLifetimes => {
  const cells = [...members].sort(byVersion);
  const [{ cell }] = cells as [CellTrials];
  const analysis = analyseCells(cells, 'censored');
  return {
    shared: unversioned(cell),
    cells,
    analysis,
    countingTimedOut: cells.some(hasTimedOut) ? analyseCells(cells, 'failed') : undefined,
    trials: sum(analysis.groups, ({ curve }) => curve.n),
    failed: sum(analysis.groups, ({ curve }) => curve.events),
  };
};

/**
 * Puts the versions of each cell side by side. Machines stay apart.
 *
 * @returns in the order of the cells
 */
export const lifetimesByVersions = (
  cells: readonly CellTrials[],
): readonly VersionLifetimes[] => {
  const alike = group(cells, ({ cell, machine }) =>
    JSON.stringify([cellKey(unversioned(cell)), machine]),
  );
  return [...alike.values()].map(lifetimesByVersion);
};
