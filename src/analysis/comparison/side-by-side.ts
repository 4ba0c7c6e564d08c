import { driveFieldOf, type Drive, DEFAULT_DRIVE } from '../../plan/drive.js';
import { group, sort } from 'd3-array';
import { machineNames } from '../../journal/machine-name.js';
import type { RecordedRun } from '../../journal/reader.js';
import { naturalOrder } from '../../natural-order.js';
import { cellKey, type Cell } from '../../plan/cell.js';
import { SUBJECT_KINDS } from '../../plan/definition.js';
import { trialsByCell, type CellTrials } from '../trials/cell-trials.js';

/** One of the cells that are compared. */
export interface ComparedCell extends CellTrials {
  /** What tells it from the others. */
  readonly name: string;
}

/** Cells that are alike in all but what is compared. */
export interface Comparison {
  readonly by: ComparedBy;
  /** What the cells share: one of them, without what is compared. */
  readonly shared: Cell;
  /** Undefined where machines are compared. */
  readonly machine: string | undefined;
  /** Ordered by name. A single cell has nothing to be compared with. */
  readonly cells: readonly ComparedCell[];
}

/**
 * What is compared: versions (by kind of subject), runs (`run`), machines (`machine`) or
 * a knob's values.
 */
export type ComparedBy = string;

const isByVersion = (by: ComparedBy): boolean =>
  SUBJECT_KINDS.some((kind) => kind === by);

const defaultOf = (field: keyof Drive | undefined): Partial<Drive> =>
  field === undefined ? {} : { [field]: DEFAULT_DRIVE[field] };

/**
 * A cell without what is compared. A knob that drives the trial appears in the drive too.
 */
const sharedBy = (cell: Cell, by: ComparedBy): Cell => ({
  ...cell,
  ...(isByVersion(by) && { subject: { ...cell.subject, version: '' } }),
  ...defaultOf(driveFieldOf(by)),
  variant: Object.fromEntries(
    Object.entries(cell.variant).filter(([name]) => name !== by),
  ),
});

const named = (cell: CellTrials, name: string): ComparedCell => ({ ...cell, name });

/** The cells of all runs together or, where runs are compared, of each run by itself. */
const cellsBy = (
  runs: readonly RecordedRun[],
  by: ComparedBy,
): readonly ComparedCell[] => {
  if (by === 'run') {
    return runs.flatMap((run) =>
      trialsByCell([run]).map((cell) => named(cell, run.manifest.run)),
    );
  }
  const machines = machineNames(runs.map(({ manifest }) => manifest.machine));
  const nameOf = ({ cell: { subject, variant }, machine }: CellTrials) => {
    if (by === 'machine') return machines.get(machine) ?? machine;
    return isByVersion(by) ? subject.version : (variant[by] ?? '');
  };
  return trialsByCell(runs).map((cell) => named(cell, nameOf(cell)));
};

/** Several builds of a fixture on one version or machine are told apart by their hash. */
const withDistinctNames = (cells: readonly ComparedCell[]): readonly ComparedCell[] => {
  const byName = group(cells, ({ name }) => name);
  return cells.map((cell) =>
    byName.get(cell.name)?.length === 1
      ? cell
      : { ...cell, name: `${cell.name} ${cell.fixtureHash.slice(0, 8)}` },
  );
};

/**
 * Splits the cells of machines so that only cells that ran the same build are compared.
 * Builds that only one machine has are left over. Where these come from several machines,
 * they are put side by side all the same; their hashes show that the build differs too.
 */
const byBuild = (
  cells: readonly ComparedCell[],
): readonly (readonly ComparedCell[])[] => {
  const builds = [...group(cells, ({ fixtureHash }) => fixtureHash).values()];
  const shared = builds.filter((build) => build.length > 1);
  const alone = builds.filter((build) => build.length === 1);
  const machines = new Set(alone.flat().map(({ machine }) => machine));
  return [...shared, ...(machines.size > 1 ? [alone.flat()] : alone)];
};

const byName = (a: ComparedCell, b: ComparedCell): number => naturalOrder(a.name, b.name);

/**
 * Puts cells side by side that are alike but for one thing. Versions or runs cannot share
 * a build of the fixture, so builds are not told apart between them. Between machines
 * they are told apart where possible, since the C compiler of each machine may make its
 * own build.
 */
const sideBySide = (
  cells: readonly ComparedCell[],
  by: ComparedBy,
): readonly Comparison[] => {
  const isByMachine = by === 'machine';
  const hasOwnBuild = isByVersion(by) || by === 'run' || isByMachine;
  const alike = group(cells, ({ cell, machine, fixtureHash }) =>
    JSON.stringify([
      cellKey(sharedBy(cell, by)),
      !isByMachine && machine,
      !hasOwnBuild && fixtureHash,
    ]),
  );
  const parts = [...alike.values()].flatMap((together) =>
    isByMachine ? byBuild(together) : [together],
  );
  return parts.map((part) => {
    const [{ cell, machine }] = part as readonly [ComparedCell];
    return {
      by,
      shared: sharedBy(cell, by),
      machine: isByMachine ? undefined : machine,
      cells: sort(withDistinctNames(part), byName),
    };
  });
};

/**
 * Puts cells of runs side by side.
 *
 * @returns all comparisons, in the order of the cells; some may have nothing to compare
 *   with
 */
export const cellsSideBySide = (
  runs: readonly RecordedRun[],
  by: ComparedBy,
  isWanted: (cell: Cell) => boolean,
): readonly Comparison[] =>
  sideBySide(
    cellsBy(runs, by).filter(({ cell }) => isWanted(cell)),
    by,
  );

/** Puts the versions of each cell side by side, whatever the kind of subject. */
export const versionsSideBySide = (
  cells: readonly CellTrials[],
): readonly Comparison[] => {
  const byVersion = cells.map((each) => named(each, each.cell.subject.version));
  return sideBySide(byVersion, 'ocaml');
};
