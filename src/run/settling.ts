import { endedAlike } from './ended-alike.js';
import { isKnownTo } from '../analysis/lifetimes/precision.js';
import type { TrialRecord } from '../journal/trial-record.js';
import type { PlanEntry, PlannedTrial } from '../plan/blocks.js';
import { cellKey } from '../plan/cell.js';

/** Knows which cells need no more trials. */
export interface Settling {
  /** A trial is recorded. */
  add: (record: TrialRecord) => void;
  /** Whether a trial need not be run: the first ones of its cell all ended alike, or
   * those before it are enough. */
  isSettled: (trial: PlannedTrial) => boolean;
}

/** What the rules look at. No more than that is kept of a long run. */
type Ended = Pick<TrialRecord, 'outcome' | 'preempts' | 'attempts' | 'censored'>;
type Rules = Pick<PlanEntry, 'settledAfter' | 'untilPrecision'>;

/** Blocks before the first look at the precision, and from one look to the next. */
const FIRST_LOOK = 30;
const BETWEEN_LOOKS = 10;

/** One cell of a plan; each block has one trial of it. */
class TrackedCell {
  private readonly byBlock: Ended[] = [];
  private nextLook = FIRST_LOOK;
  private preciseAfter = Infinity;

  constructor(private readonly rules: Rules) {}

  add({ block, outcome, preempts, attempts, censored }: TrialRecord): void {
    const { settledAfter = 0, untilPrecision } = this.rules;
    if (untilPrecision === undefined && block >= settledAfter) return;
    this.byBlock[block] = { outcome, preempts, attempts, censored };
    if (untilPrecision === undefined) return;
    for (; this.hasAllBefore(this.nextLook); this.nextLook += BETWEEN_LOOKS) {
      if (this.preciseAfter < Infinity) return;
      const trials = this.byBlock.slice(0, this.nextLook);
      if (isKnownTo(untilPrecision, trials)) this.preciseAfter = this.nextLook;
    }
  }

  isSettledBefore(block: number): boolean {
    const { settledAfter = Infinity } = this.rules;
    if (block >= this.preciseAfter) return true;
    return (
      block >= settledAfter &&
      this.hasAllBefore(settledAfter) &&
      endedAlike(this.byBlock.slice(0, settledAfter))
    );
  }

  private hasAllBefore(block: number): boolean {
    for (let before = 0; before < block; before += 1) {
      if (!this.byBlock[before]) return false;
    }
    return true;
  }
}

/**
 * Tracks the cells of a plan that may be settled early. Blocks decide in their order, all
 * of them up to a certain one, so that the same records always settle the same cells.
 *
 * @param recorded - the trials recorded before, if the run is resumed
 */
export const trackSettling = (
  plan: readonly PlanEntry[],
  recorded: readonly TrialRecord[],
): Settling => {
  const cells = new Map(
    plan.map(({ cell, ...rules }) => [cellKey(cell), new TrackedCell(rules)]),
  );
  const add = (record: TrialRecord): void => {
    cells.get(cellKey(record))?.add(record);
  };
  recorded.forEach(add);
  return {
    add,
    isSettled: ({ cell, block }) =>
      cells.get(cellKey(cell))?.isSettledBefore(block) ?? false,
  };
};
