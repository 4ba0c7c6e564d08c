import { UsageError } from '../errors.js';

/** The smallest and the largest value, both allowed. */
export interface Bounds {
  readonly min: number;
  readonly max: number;
}

/** What the command line may ask for, and so what a record may say. */
export const BOUNDS = {
  trials: { min: 1, max: 1_000_000 },
  cap: { min: 1, max: 1_000_000_000 },
  rateHz: { min: 1, max: 1_000_000 },
  timeoutS: { min: 0.1, max: 86_400 },
  /** JSON, C and OCaml's `int` all hold these exactly. */
  seed: { min: 0, max: 2 ** 48 - 1 },
  jobs: { min: 1, max: 256 },
} as const satisfies Readonly<Record<string, Bounds>>;

/** A plan of these takes half a minute to make, and 400 MB. */
const MOST_PLANNED = 4_000_000;

/**
 * Refuses a plan that is too large to be made.
 *
 * @param planned - trials, over all cells
 * @throws UsageError
 */
export const checkPlanSize = (planned: number): void => {
  if (planned <= MOST_PLANNED) return;
  throw new UsageError(
    `this plans ${planned.toLocaleString('en')} trials, and a run has at most ` +
      `${MOST_PLANNED.toLocaleString('en')}; ask for fewer, or make several runs`,
  );
};
