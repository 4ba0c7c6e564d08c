import { cellKey, type Cell } from './cell.js';
import { deriveSeed } from './seed.js';

/** One trial to be run. */
export interface PlannedTrial {
  readonly cell: Cell;
  /** The randomised complete block it belongs to, counted from 0. */
  readonly block: number;
  /** Seeds the jitter of its signals. It replays that, not the machine's schedule. */
  readonly seed: number;
}

/**
 * A plan in randomised complete blocks: each block holds every cell once, in an order
 * of its own, so that a drift of the machine meets all cells alike.
 *
 * @param cells - the cells, and how many trials each is to get
 * @param runSeed - the same seed gives the same plan
 */
export const planBlocks = (
  cells: readonly { readonly cell: Cell; readonly trials: number }[],
  runSeed: number,
): readonly PlannedTrial[] => {
  const blocks = Math.max(0, ...cells.map(({ trials }) => trials));
  return Array.from({ length: blocks }, (_, block) =>
    cells
      .filter(({ trials }) => block < trials)
      .map(({ cell }) => ({ cell, key: cellKey(cell) }))
      .map(({ cell, key }) => ({
        order: deriveSeed('order', runSeed, key, block),
        trial: { cell, block, seed: deriveSeed('trial', runSeed, key, block) },
      }))
      .sort((a, b) => a.order - b.order)
      .map(({ trial }) => trial),
  ).flat();
};
