import { driveFrom, withDrive, DEFAULT_DRIVE, type Drive } from './drive.js';
import type { Experiment, SubjectKind, Variant } from './definition.js';

/** What is under test: an OCaml, or the generator runtime of some version of the lab. */
export interface Subject {
  readonly kind: SubjectKind;
  readonly version: string;
}

/** A subject by name and version, as in "OCaml 5.3.0". */
export const subjectName = ({ kind, version }: Subject): string =>
  `${kind === 'ocaml' ? 'OCaml' : 'generator'} ${version}`;

/**
 * What trials must have in common to be counted together, within one build of the fixture
 * and one machine (which the journal records).
 */
export interface Cell extends Drive {
  readonly experiment: string;
  readonly variant: Variant;
  readonly subject: Subject;
}

/**
 * The cell of a variant. Its knobs `rate`, `driver` and `cap`, if it has them, decide how
 * it is driven, unless the command line does.
 */
export const cellOf = (
  experiment: Experiment,
  variant: Variant,
  subject: Subject,
  asked: Partial<Drive>,
): Cell => {
  const defined =
    typeof experiment.drive === 'function' ? experiment.drive(variant) : experiment.drive;
  const drive = { ...DEFAULT_DRIVE, ...defined, ...driveFrom(variant), ...asked };
  return {
    experiment: experiment.name,
    variant: withDrive(variant, drive),
    subject,
    ...drive,
  };
};

/** Identifies a cell: equal for equal cells, whatever the order of the knobs. */
export const cellKey = (cell: Cell): string =>
  JSON.stringify([
    cell.experiment,
    Object.entries(cell.variant).sort(([a], [b]) => (a < b ? -1 : 1)),
    cell.subject.kind,
    cell.subject.version,
    cell.driver,
    cell.rateHz,
    cell.cap,
  ]);
