import type { Drive } from './drive.js';
import type { Claim, Variant } from './claim.js';

export type { Variant } from './claim.js';

/** What an experiment can be about: OCaml, or the runtime in native/generator. */
export const SUBJECT_KINDS = ['ocaml', 'generator'] as const;
export type SubjectKind = (typeof SUBJECT_KINDS)[number];

/** One thing that can be varied in an experiment; the first value is its default. */
export interface Knob {
  readonly values: readonly [string, ...string[]];
  /** The question that varying it asks, in one line. */
  readonly about: string;
}

/** A row of the table that compares ways to preempt. */
export interface SurvivalRow {
  /** How a task is preempted, worded to follow "a task is preempted". */
  readonly says: string;
  /** The row counts the trials whose variants agree with this one. */
  readonly variant: Variant;
}

/** What an experiment has, whatever it is about. */
interface Question {
  readonly name: string;
  /** Other spellings that users may give. */
  readonly aliases?: readonly string[];
  /** The question, in one line. */
  readonly asks: string;
  readonly claims: readonly Claim[];
  /**
   * By name. A knob called `rate` (Hz), `driver` or `cap` sets how a trial is driven
   * rather than what its fixture does.
   */
  readonly knobs: Readonly<Record<string, Knob>>;
  /**
   * The variants of an ordinary run, as their differences from the defaults;
   * `--all-variants` runs every combination instead.
   */
  readonly defaultVariants: readonly Variant[];
  /** Trials per cell of an ordinary run, unless they all end alike. */
  readonly trials: number;
  /** The cell whose distribution the experiment is known for, and its trials. */
  readonly longArm?: { readonly variant: Variant; readonly trials: number };
  /** Its rows of the survival table, if preemption can be survived in it. */
  readonly survival?: readonly SurvivalRow[];
  /**
   * How its trials are driven if not by default: all of them alike, or by their variant.
   */
  readonly drive?: Partial<Drive> | ((variant: Variant) => Partial<Drive>);
}

/** An experiment about OCaml, as most are; its fixture is in OCaml and C. */
export interface OcamlExperiment extends Question {
  readonly subject?: 'ocaml';
  /** OCaml libraries the fixture links: some that come with the compiler, and our own. */
  readonly libraries: readonly ('unix' | 'threads' | 'preempt')[];
  /**
   * Programs of the OCaml distribution's own testsuite, such as `effects/sched`. The
   * fixture finds them in a module `Distribution_tests`, whose list is empty if the
   * compiler came without them. The fixture provides `Captured.Make`, which says where
   * they print to.
   */
  readonly distributionTests?: readonly string[];
  /**
   * Whether the fixture is also linked with OCaml's debug runtime, as `fixture-debug`
   * beside it, which the fixture may turn into.
   */
  readonly debugRuntime?: boolean;
  /**
   * Functions of the runtime that the fixture's C code replaces: the linker turns calls
   * of `f` into calls of `__wrap_f`, which may call `__real_f` (ld(1), --wrap).
   */
  readonly wraps?: readonly string[];
}

/**
 * An experiment about the generator runtime; its fixture is in C and includes the
 * runtime.
 */
export interface GeneratorExperiment extends Question {
  readonly subject: 'generator';
}

/**
 * An experiment: a question about preemption. Its folder under `experiments/` holds
 * this definition and, beside it, the sources of its fixture.
 */
export type Experiment = OcamlExperiment | GeneratorExperiment;

/** What an experiment is about. */
export const subjectKind = ({ subject = 'ocaml' }: Experiment): SubjectKind => subject;

/** Declares that an object is an experiment, and returns it as it is. */
export const defineExperiment = (experiment: Experiment): Experiment => experiment;
