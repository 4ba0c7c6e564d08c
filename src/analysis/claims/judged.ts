import type { Subject } from '../../plan/cell.js';
import type { Claim, ClaimPart } from '../../plan/claim.js';
import type { Experiment } from '../../plan/definition.js';
import type { Judgement, Verdict } from './verdict.js';

export interface JudgedPart extends Judgement {
  readonly part: ClaimPart;
  /**
   * The p-value of the verdict, Holm-adjusted over all verdicts that are read together.
   */
  readonly pHolm?: number;
}

/** A claim judged on one subject: one build of the fixture on one machine. */
export interface JudgedSubject {
  readonly subject: Subject;
  readonly machine: string;
  readonly fixtureHash: string;
  readonly verdict: Verdict;
  readonly parts: readonly JudgedPart[];
}

export interface JudgedClaim {
  readonly experiment: Experiment;
  readonly claim: Claim;
  /** The verdict over all subjects; undecided when there are none. */
  readonly verdict: Verdict;
  /** In the order of their versions. */
  readonly subjects: readonly JudgedSubject[];
  /**
   * When undecided: about how many more trials are needed by the cell that needs the
   * most.
   */
  readonly more: number | undefined;
}
