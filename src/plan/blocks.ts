import { cellKey, type Cell } from './cell.js';
import { deriveSeed } from './seed.js';

/** A cell of a plan: how many trials it gets, and when fewer suffice. */
export interface PlanEntry {
  readonly cell: Cell;
  /** The most trials that it gets. */
  readonly trials: number;
  /** No more trials once this many have all ended alike. */
  readonly settledAfter?: number | undefined;
  /** No more trials once the median or the rate is known to within this share of it. */
  readonly untilPrecision?: number | undefined;
  /** The build of its fixture. */
  readonly fixtureHash: string;
}

/** One trial to be run. */
export interface PlannedTrial {
  readonly cell: Cell;
  /** The randomised complete block it belongs to, counted from 0. */
  readonly block: number;
  /** Seeds the jitter of its signals. It replays that, not the machine's schedule. */
  readonly seed: number;
}

/**
 * A plan in randomised complete blocks: each block holds every cell once, in an order of
 * its own, so that a drift of the machine affects all cells alike.
 *
 * @param entries - the cells, and how many trials each gets
 * @param runSeed - the same seed gives the same plan
 */
export const planBlocks = (
  entries: readonly Pick<PlanEntry, 'cell' | 'trials'>[],
  runSeed: number,
): readonly PlannedTrial[] => {
  const blocks = Math.max(0, ...entries.map(({ trials }) => trials));
  const keyed = entries.map(({ cell, trials }) => ({ cell, trials, key: cellKey(cell) }));
  return Array.from({ length: blocks }, (_, block) =>
    keyed
      .filter(({ trials }) => block < trials)
      .map(({ cell, key }) => ({
        order: deriveSeed('order', runSeed, key, block),
        trial: { cell, block, seed: deriveSeed('trial', runSeed, key, block) },
      }))
      .sort((a, b) => a.order - b.order)
      .map(({ trial }) => trial),
  ).flat();
};
