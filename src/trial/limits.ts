import type { Drive } from '../plan/drive.js';

/** What a trial may use and how long it may take. Times in seconds. */
export interface Limits {
  /** Until the fixture says that it runs. */
  readonly startupS: number;
  /** From then on; a trial that made progress all along has timed out after it. */
  readonly wallS: number;
  /**
   * Where this is longer, but half a minute at most: so many times what the cap takes at
   * the rate of the cell.
   */
  readonly wallPerCap?: number | undefined;
  /** Able to run, and without a verified piece of work: the trial hangs. */
  readonly hangS: number;
  /** To end once asked to. */
  readonly graceS: number;
  readonly memoryBytes: number;
  readonly outputBytes: number;
}

/** OCaml 5 reserves its minor heaps ahead, so the address space is not the memory used. */
const GIB = 2 ** 30;

export const DEFAULT_LIMITS: Limits = {
  startupS: 10,
  wallS: 5,
  wallPerCap: 2,
  hangS: 1,
  graceS: 1,
  memoryBytes: 4 * GIB,
  outputBytes: 2 ** 20,
};

/**
 * For trials that are to do their work however long it takes, on a machine that others use
 * as well: what ends them early is a hang, which time without a processor is no part of.
 */
export const UNHURRIED_LIMITS: Limits = {
  ...DEFAULT_LIMITS,
  startupS: 600,
  wallS: 3600,
  wallPerCap: 0,
  graceS: 60,
};

const LONGEST_BY_CAP_S = 30;

/** How long a trial of a cell may run, in seconds. */
export const wallTimeS = (
  { wallS, wallPerCap = 0 }: Limits,
  { cap, rateHz }: Pick<Drive, 'cap' | 'rateHz'>,
): number => Math.max(wallS, Math.min(LONGEST_BY_CAP_S, (wallPerCap * cap) / rateHz));

/** The share of a period by which each signal is moved, both ways. */
export const JITTER = 0.25;
