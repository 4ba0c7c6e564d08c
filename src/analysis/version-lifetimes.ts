import { group, sum } from 'd3-array';
import { cellKey, type Cell } from '../plan/cell.js';
import type { CellTrials } from './cell-trials.js';
import { analyseSurvival, type SurvivalAnalysis } from './lifetimes/analyse.js';
import { lifetimesOf } from './lifetimes/of-trials.js';

/** Cells that differ in the version of their subject alone, as lifetimes side by side. */
export interface VersionLifetimes {
  /** One of the cells, without its version: what they share. */
  readonly shared: Cell;
  readonly cells: readonly CellTrials[];
  /** A group for each version; those that have nothing but harness faults are left out. */
  readonly analysis: SurvivalAnalysis;
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

const lifetimesByVersion = (members: readonly CellTrials[]): VersionLifetimes => {
  const cells = [...members].sort(byVersion);
  const [{ cell }] = cells as [CellTrials];
  const groups = cells
    .map((member) => ({
      name: nameOf(member, cells),
      lifetimes: lifetimesOf(member.trials),
    }))
    .filter(({ lifetimes }) => lifetimes.length > 0);
  const analysis = analyseSurvival(groups);
  return {
    shared: unversioned(cell),
    cells,
    analysis,
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
