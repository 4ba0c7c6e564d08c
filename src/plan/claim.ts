import type { OutcomeKind } from './outcome.js';

/** What a trial must be like to count; all that is given must hold. */
export interface Condition {
  readonly outcomes?: readonly OutcomeKind[];
  /** The signal it died of, as in `SIGSEGV`. */
  readonly signal?: string;
  /** Part of the message it ended with. */
  readonly message?: string;
  /** Completed preempts, both ends included. */
  readonly preempts?: readonly [min: number, max: number];
  /** A quantity that the fixture measured, both ends included. */
  readonly measured?: {
    readonly name: string;
    readonly range: readonly [min: number, max: number];
  };
}

/** A quantity that each trial has one of. */
export type Quantity =
  | 'preempts'
  | {
      readonly measured: string;
      /** Of a histogram, this quantile. */
      readonly quantile?: number;
    };

/**
 * How a statement is judged. The thresholds are part of the definition, and so are
 * committed before the run that they judge; `src/analysis/claims` implements the rules.
 */
export type Rule =
  | {
      /**
       * The share of trials that meet a condition. It holds when the 95 % interval of
       * the share lies at or above `holdsFrom`, is refuted when it lies at or below
       * `refutedBelow`, and is qualified when it lies between the two.
       */
      readonly kind: 'share';
      readonly of: Condition;
      readonly holdsFrom: number;
      readonly refutedBelow: number;
    }
  | {
      /**
       * No trial may be otherwise: it is refuted by the first that does not meet a
       * condition, and holds once thirty do.
       */
      readonly kind: 'every';
      readonly of: Condition;
    }
  | {
      /**
       * The median of a quantity over that of another, of the same cell or of one that
       * differs as `besides` says. It holds when the interval of the ratio lies within
       * the range, and is refuted when it lies outside.
       */
      readonly kind: 'ratio';
      readonly of: Quantity;
      readonly to: Quantity;
      readonly besides?: Variant;
      readonly within: readonly [min: number, max: number];
    }
  | {
      /**
       * Preempts until failure are distributed exponentially: the 95 % profile interval
       * of the Weibull shape lies within the range. It is refuted when the interval
       * leaves out 1.
       */
      readonly kind: 'exponential';
      readonly shapeWithin: readonly [min: number, max: number];
    };

/** The values chosen for every knob of an experiment, by the knobs' names. */
export type Variant = Readonly<Record<string, string>>;

/** One thing that must be so for a claim to hold, judged on the trials of one cell. */
export interface ClaimPart {
  /** How the cell differs from the experiment's defaults. */
  readonly cell: Variant;
  /** What is stated of it, to follow "with <variant>: ". */
  readonly says: string;
  readonly rule: Rule;
}

/** A statement of the source documents that an experiment puts to the test. */
export interface Claim {
  /** One of its own: of a statement that two experiments share, `B7a` and `B7b`. */
  readonly id: string;
  /** The claim in at most 60 characters, for tables. */
  readonly title: string;
  /** What is said, in the project's words. */
  readonly says: string;
  /** The figures that were claimed, to stand beside a measurement; may be empty. */
  readonly figures: string;
  /** Whether the source documents only ask it, as something that nobody had tried. */
  readonly untried?: true;
  /**
   * What was found and why, in plain words with the source of the runtime where it
   * matters. Without figures: those come from the trials.
   */
  readonly explains?: string;
  /**
   * Judged for each subject by itself. The claim holds there when all of them hold, is
   * refuted when all are refuted, and is qualified when they differ.
   */
  readonly parts: readonly ClaimPart[];
}

/** A part that asks a condition of every trial of a cell. */
export const every = (cell: Variant, says: string, of: Condition): ClaimPart => ({
  cell,
  says,
  rule: { kind: 'every', of },
});

/**
 * A part that asks a condition of nearly all trials of a cell: thirty that agree decide
 * it, by the interval that {@link Rule} describes.
 */
export const nearlyAll = (cell: Variant, says: string, of: Condition): ClaimPart => ({
  cell,
  says,
  rule: { kind: 'share', of, holdsFrom: 0.85, refutedBelow: 0.15 },
});
