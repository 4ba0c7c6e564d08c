import type { RecordedRun } from '../journal/reader.js';
import type { TrialRecord } from '../journal/trial-record.js';
import { cellKey, type Cell } from '../plan/cell.js';

/** The trials of one cell: those that may be counted together, and no others. */
export interface CellTrials {
  readonly cell: Cell;
  readonly fixtureHash: string;
  readonly machine: string;
  /** At least one; faults of the harness are among them. */
  readonly trials: readonly TrialRecord[];
}

const cellOfTrial = ({
  experiment,
  variant,
  subject,
  driver,
  rateHz,
  cap,
}: TrialRecord): Cell => ({ experiment, variant, subject, driver, rateHz, cap });

/**
 * Puts trials together cell by cell. Those that differ in their cell, their fixture's
 * build or their machine are never counted together.
 *
 * @returns the cells that have trials, in the order of the runs' plans
 */
export const trialsByCell = (runs: readonly RecordedRun[]): readonly CellTrials[] => {
  const groups = new Map<string, { machine: string; trials: TrialRecord[] }>();
  for (const { manifest, trials } of runs) {
    const machine = manifest.machine.id;
    const keyOf = (cell: Cell, hash: string) => `${cellKey(cell)} ${hash} ${machine}`;
    for (const { cell, fixtureHash } of manifest.plan) {
      const key = keyOf(cell, fixtureHash);
      if (!groups.has(key)) groups.set(key, { machine, trials: [] });
    }
    for (const trial of trials) {
      const key = keyOf(trial, trial.fixtureHash);
      if (!groups.has(key)) groups.set(key, { machine, trials: [] });
      groups.get(key)?.trials.push(trial);
    }
  }
  return [...groups.values()].flatMap(({ machine, trials }) => {
    const [first] = trials;
    if (!first) return [];
    const { fixtureHash } = first;
    return [{ cell: cellOfTrial(first), fixtureHash, machine, trials }];
  });
};
