import { endedAlike, type EndedTrial } from '../../analysis/settled.js';
import type { Manifest } from '../../journal/manifest.js';
import type { TrialRecord } from '../../journal/trial-record.js';
import type { PlannedTrial } from '../../plan/blocks.js';
import { cellKey } from '../../plan/cell.js';

/** Knows which cells need no more trials. */
export interface Settling {
  /** A trial is recorded. */
  add: (record: TrialRecord) => void;
  /** Whether a trial need not be run: the first ones of its cell have all ended alike. */
  isSettled: (trial: PlannedTrial) => boolean;
}

/**
 * Follows the cells of a plan that may be settled early. Only the blocks up to
 * `settledAfter` decide, so that the same records always settle the same cells.
 *
 * @param recorded - trials from before, of a run that goes on
 */
export const trackSettling = (
  plan: Manifest['plan'],
  recorded: readonly TrialRecord[],
): Settling => {
  const cells = new Map<string, { settledAfter: number; first: EndedTrial[] }>();
  for (const { cell, settledAfter } of plan) {
    if (settledAfter !== undefined) {
      cells.set(cellKey(cell), { settledAfter, first: [] });
    }
  }
  const add = (record: TrialRecord): void => {
    const cell = cells.get(cellKey(record));
    if (cell && record.block < cell.settledAfter) cell.first.push(record);
  };
  recorded.forEach(add);
  return {
    add,
    isSettled: (trial) => {
      const cell = cells.get(cellKey(trial.cell));
      if (!cell || trial.block < cell.settledAfter) return false;
      return cell.first.length >= cell.settledAfter && endedAlike(cell.first);
    },
  };
};
