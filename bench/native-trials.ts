import { planBlocks, type PlannedTrial } from '../src/plan/blocks.js';
import type { Cell } from '../src/plan/cell.js';
import { DEFAULT_DRIVE } from '../src/plan/drive.js';

/** Plans trials of a fixture in C, in which neither OCaml nor generators run. */
export const nativeTrials = (
  cell: Omit<Cell, 'subject'>,
  trials: number,
): readonly PlannedTrial[] => {
  const subject = { kind: 'generator', version: 'none' } as const;
  return planBlocks([{ cell: { ...cell, subject }, trials }], 1);
};

/**
 * Plans trials of the fixture `bench/native/timed.c`, driven as by default.
 *
 * @param ms - how long each trial works; 0 makes them as short as a trial can be
 */
export const timedTrials = (ms: number, trials: number): readonly PlannedTrial[] =>
  nativeTrials(
    { experiment: 'timed', variant: { ms: String(ms) }, ...DEFAULT_DRIVE },
    trials,
  );
