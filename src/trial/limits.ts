import type { Drive } from '../plan/drive.js';

/** What a trial may use and how long it may take. Times in seconds. */
export interface Limits {
  /** For the fixture to say that it runs. */
  readonly startupS: number;
  /** From then on. A trial that makes progress all along times out after it. */
  readonly wallS: number;
  /**
   * This many times what the cap takes at the rate of the cell, but at most half a
   * minute. It applies instead of `wallS` where it is longer.
   */
  readonly wallPerCap?: number | undefined;
  /**
   * A trial hangs when it is able to run for this long without a verified piece of work.
   */
  readonly hangS: number;
  /** For the fixture to end once asked to. */
  readonly graceS: number;
  readonly memoryBytes: number;
  readonly outputBytes: number;
}

/**
 * OCaml 5 reserves its minor heaps ahead, so the address space is not the memory used.
 */
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
 * For trials that must do their work however long it takes, on a machine that others use
 * as well. What ends them early is a hang, and time without a processor does not count
 * towards it.
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

/** The share of a period by which each signal is moved, in either direction. */
export const JITTER = 0.25;
