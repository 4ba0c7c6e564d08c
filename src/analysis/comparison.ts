import { group } from 'd3-array';
import { cellKey, type Cell } from '../plan/cell.js';
import { DEFAULT_DRIVE, SUBJECT_KINDS } from '../plan/definition.js';
import type { CellSummary } from './cell-summary.js';

/** A cell's trials, and the run that recorded them. */
export interface RunCell {
  readonly run: string;
  readonly summary: CellSummary;
}

/** Cells that are alike in all but what is compared. */
export interface Comparison {
  /** One of the cells, without what is compared: what they share. */
  readonly shared: Cell;
  readonly groups: readonly { readonly name: string; readonly summary: CellSummary }[];
}

/** What is compared: versions (by kind of subject), runs (`run`) or a knob's values. */
export type ComparedBy = string;

const isByVersion = (by: ComparedBy): boolean =>
  SUBJECT_KINDS.some((kind) => kind === by);

const groupOf = ({ run, summary: { cell } }: RunCell, by: ComparedBy): string => {
  if (isByVersion(by)) return cell.subject.version;
  if (by === 'run') return run;
  return cell.variant[by] ?? '';
};

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

/**
 * Puts cells side by side that are alike but for one thing. Builds of the fixture are
 * not told apart between versions or runs, which cannot share one; machines always are.
 *
 * @returns those of which there are at least two to compare, in the order of the cells
 */
export const compareCells = (
  cells: readonly RunCell[],
  by: ComparedBy,
): readonly Comparison[] => {
  const hasOwnBuild = isByVersion(by) || by === 'run';
  const alike = group(cells, ({ summary: { cell, machine, fixtureHash } }) =>
    JSON.stringify([cellKey(sharedBy(cell, by)), machine, !hasOwnBuild && fixtureHash]),
  );
  return [...alike.values()]
    .filter((members) => members.length > 1)
    .map((members) => {
      const [{ summary }] = members as [RunCell];
      const groups = members
        .map((member) => ({ name: groupOf(member, by), summary: member.summary }))
        .sort((a, b) => a.name.localeCompare(b.name, 'en', { numeric: true }));
      return { shared: sharedBy(summary.cell, by), groups };
    });
};
