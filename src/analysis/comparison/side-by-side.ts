import { group, sort } from 'd3-array';
import type { RecordedRun } from '../../journal/reader.js';
import { naturalOrder } from '../../natural-order.js';
import { cellKey, type Cell } from '../../plan/cell.js';
import { DEFAULT_DRIVE, SUBJECT_KINDS } from '../../plan/definition.js';
import { trialsByCell, type CellTrials } from '../cell-trials.js';

/** One of the cells that are compared. */
export interface ComparedCell extends CellTrials {
  /** What tells it from the others. */
  readonly name: string;
}

/** Cells that are alike in all but what is compared. */
export interface Comparison {
  /** One of the cells, without what is compared: what they share. */
  readonly shared: Cell;
  readonly machine: string;
  /** In the order of their names; one alone has nothing to be compared with. */
  readonly cells: readonly ComparedCell[];
}

/** What is compared: versions (by kind of subject), runs (`run`) or a knob's values. */
export type ComparedBy = string;

const isByVersion = (by: ComparedBy): boolean =>
  SUBJECT_KINDS.some((kind) => kind === by);

/** A cell less what is compared; a knob that drives the trial shows in the drive too. */
const sharedBy = (cell: Cell, by: ComparedBy): Cell => ({
  ...cell,
  ...(isByVersion(by) && { subject: { ...cell.subject, version: '' } }),
  ...(by === 'driver' && { driver: DEFAULT_DRIVE.driver }),
  ...(by === 'rate' && { rateHz: DEFAULT_DRIVE.rateHz }),
  ...(by === 'cap' && { cap: DEFAULT_DRIVE.cap }),
  variant: Object.fromEntries(
    Object.entries(cell.variant).filter(([name]) => name !== by),
  ),
});

const named = (cell: CellTrials, name: string): ComparedCell => ({ ...cell, name });

/** The cells of all runs together, or, where these are compared, of each by itself. */
const cellsBy = (
  runs: readonly RecordedRun[],
  by: ComparedBy,
): readonly ComparedCell[] => {
  if (by === 'run') {
    return runs.flatMap((run) =>
      trialsByCell([run]).map((cell) => named(cell, run.manifest.run)),
    );
  }
  const nameOf = ({ subject, variant }: Cell) =>
    isByVersion(by) ? subject.version : (variant[by] ?? '');
  return trialsByCell(runs).map((cell) => named(cell, nameOf(cell.cell)));
};

/** Several builds of a fixture on one version are told apart by their hash. */
const withDistinctNames = (cells: readonly ComparedCell[]): readonly ComparedCell[] => {
  const byName = group(cells, ({ name }) => name);
  return cells.map((cell) =>
    byName.get(cell.name)?.length === 1
      ? cell
      : { ...cell, name: `${cell.name} ${cell.fixtureHash.slice(0, 8)}` },
  );
};

const byName = (a: ComparedCell, b: ComparedCell): number => naturalOrder(a.name, b.name);

/**
 * Puts cells side by side that are alike but for one thing. Builds of the fixture are
 * not told apart between versions or runs, which cannot share one; machines always are.
 *
 * @returns all there are, in the order of the cells; some may have nothing to compare with
 */
export const cellsSideBySide = (
  runs: readonly RecordedRun[],
  by: ComparedBy,
  isWanted: (cell: Cell) => boolean,
): readonly Comparison[] => {
  const hasOwnBuild = isByVersion(by) || by === 'run';
  const wanted = cellsBy(runs, by).filter(({ cell }) => isWanted(cell));
  const alike = group(wanted, ({ cell, machine, fixtureHash }) =>
    JSON.stringify([cellKey(sharedBy(cell, by)), machine, !hasOwnBuild && fixtureHash]),
  );
  return [...alike.values()].map((cells) => {
    const [{ cell, machine }] = cells as [ComparedCell];
    return {
      shared: sharedBy(cell, by),
      machine,
      cells: sort(withDistinctNames(cells), byName),
    };
  });
};
