import type { OutcomeKind } from './outcome.js';

/** What a trial must be like to count; all given properties must hold. */
export interface Condition {
  readonly outcomes?: readonly OutcomeKind[];
  /** The signal it died of, such as `SIGSEGV`. */
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

/** A quantity of which each trial has one value. */
export type Quantity =
  | 'preempts'
  | {
      readonly measured: string;
      /** The quantile to take, if it is a histogram. */
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
       * Every trial must meet a condition. It is refuted by the first that does not, and
       * holds once thirty do.
       */
      readonly kind: 'every';
      readonly of: Condition;
    }
  | {
      /**
       * The ratio of the median of a quantity to that of another, of the same cell or of
       * one that differs as `besides` says. It holds when the interval of the ratio lies
       * within the range, and is refuted when it lies outside.
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
  /** The statement, worded to follow "with <variant>: ". */
  readonly says: string;
  readonly rule: Rule;
}

/** A statement of the source documents that an experiment puts to the test. */
export interface Claim {
  /** Unique: a statement that two experiments share is `B7a` and `B7b`. */
  readonly id: string;
  /** The claim in at most 60 characters, for tables. */
  readonly title: string;
  /** The statement, in the project's words. */
  readonly says: string;
  /** The figures that were claimed, shown beside a measurement; may be empty. */
  readonly figures: string;
  /** Whether the source documents only pose it as a question that nobody had tried. */
  readonly untried?: true;
  /**
   * What was found and why, in plain words, with the source of the runtime where it
   * matters. It has no figures: those come from the trials.
   */
  readonly explains?: string;
  /**
   * Judged for each subject separately. The claim holds there when all parts hold, is
   * refuted when all are refuted, and is qualified when they differ.
   */
  readonly parts: readonly ClaimPart[];
}

/** A part that requires a condition of every trial of a cell. */
export const every = (cell: Variant, says: string, of: Condition): ClaimPart => ({
  cell,
  says,
  rule: { kind: 'every', of },
});

/**
 * A part that requires a condition of nearly all trials of a cell. Thirty that agree
 * decide it, by the interval that {@link Rule} describes.
 */
export const nearlyAll = (cell: Variant, says: string, of: Condition): ClaimPart => ({
  cell,
  says,
  rule: { kind: 'share', of, holdsFrom: 0.85, refutedBelow: 0.15 },
});
