import type { Driver, Experiment, Variant } from './definition.js';

/** What is under test: an OCaml, or the generator runtime. */
export interface Subject {
  readonly kind: 'ocaml' | 'generator';
  readonly version: string;
}

/**
 * What trials must have in common to be counted together, within one build of the
 * fixture and one machine (those the journal knows).
 */
export interface Cell {
  readonly experiment: string;
  readonly variant: Variant;
  readonly subject: Subject;
  readonly driver: Driver;
  readonly rateHz: number;
  readonly cap: number;
}

/** The part of a cell that the command line decides for all of them. */
export interface Drive {
  readonly driver: Driver;
  readonly rateHz: number;
  /** Attempts after which a trial has survived. */
  readonly cap: number;
}

/** The defaults that keep a full run within an hour on two cores. */
export const DEFAULT_DRIVE: Drive = { driver: 'external', rateHz: 10_000, cap: 3_000 };

/**
 * The cell of a variant. Its knobs `rate` and `driver`, where it has them, decide how
 * it is driven, unless the command line did.
 */
export const cellOf = (
  experiment: Experiment,
  variant: Variant,
  subject: Subject,
  asked: Partial<Drive>,
): Cell => {
  const { rate, driver, ...others } = variant;
  const fromKnobs = {
    ...(rate !== undefined && { rateHz: Number(rate) }),
    ...(driver !== undefined && { driver: driver as Driver }),
  };
  const drive = { ...DEFAULT_DRIVE, ...fromKnobs, ...asked };
  return {
    experiment: experiment.name,
    variant: {
      ...others,
      ...(rate !== undefined && { rate: String(drive.rateHz) }),
      ...(driver !== undefined && { driver: drive.driver }),
    },
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
