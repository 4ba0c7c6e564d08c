import type { Drive } from '../plan/drive.js';
import type { Experiment, Variant } from '../plan/definition.js';
import type { Limits } from '../trial/limits.js';

/** A variant and how many trials of it were asked for. */
export interface WantedVariant {
  readonly variant: Variant;
  readonly trials: number;
  /** Once this many trials have ended alike, no more are run. */
  readonly settledAfter?: number;
  /** Once the median or the rate is known to within this share of it, no more are run. */
  readonly untilPrecision?: number;
}

/** An experiment and the variants of it that were asked for. */
export interface WantedExperiment {
  readonly experiment: Experiment;
  readonly variants: readonly WantedVariant[];
}

/**
 * What a run is to do, with everything checked that can be checked before it touches
 * disk.
 */
export interface RunRequest {
  readonly wanted: readonly WantedExperiment[];
  /** Versions or prefixes; empty means any OCaml. */
  readonly ocaml: readonly string[];
  /**
   * Whether to run on every OCaml there is, and on those that the lab is tested on;
   * `ocaml` is then empty.
   */
  readonly everyOcaml: boolean;
  readonly drive: Partial<Drive>;
  readonly limits: Limits;
  readonly seed: number;
  /** Trials at a time. */
  readonly jobs: number;
  /** Absolute. */
  readonly results: string;
}
