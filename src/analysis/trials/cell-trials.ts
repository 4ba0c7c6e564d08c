import type { RecordedRun } from '../../journal/reader.js';
import type { TrialRecord } from '../../journal/trial-record.js';
import { cellKey, type Cell } from '../../plan/cell.js';

/** The trials of one cell, with one build of its fixture on one machine. */
export interface CellTrials {
  readonly cell: Cell;
  readonly fixtureHash: string;
  readonly machine: string;
  /** At least one. */
  readonly trials: readonly TrialRecord[];
}

const cellIn = ({
  experiment,
  variant,
  subject,
  driver,
  rateHz,
  cap,
}: TrialRecord): Cell => ({ experiment, variant, subject, driver, rateHz, cap });

/**
 * Collects the trials of each cell. Trials that differ in their cell, their fixture's
 * build or their machine are never put together.
 *
 * @returns the cells that have trials, in the order of the runs' plans
 */
export const trialsByCell = (runs: readonly RecordedRun[]): readonly CellTrials[] => {
  const cells = new Map<string, CellTrials & { readonly trials: TrialRecord[] }>();
  const trialsOf = (cell: Cell, fixtureHash: string, machine: string): TrialRecord[] => {
    const key = `${cellKey(cell)} ${fixtureHash} ${machine}`;
    const known = cells.get(key) ?? { cell, fixtureHash, machine, trials: [] };
    cells.set(key, known);
    return known.trials;
  };
  for (const { manifest, trials } of runs) {
    const machine = manifest.machine.id;
    // Planned cells first, even if they have no trials: the plan determines the order.
    for (const { cell, fixtureHash } of manifest.plan) {
      trialsOf(cell, fixtureHash, machine);
    }
    for (const trial of trials) {
      trialsOf(cellIn(trial), trial.fixtureHash, machine).push(trial);
    }
  }
  return [...cells.values()].filter(({ trials }) => trials.length > 0);
};
