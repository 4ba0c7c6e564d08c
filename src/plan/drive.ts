import { ownValue } from '../own-value.js';

/**
 * Who sends the signals: the harness, a thread of the fixture, a POSIX timer, or nobody,
 * where the fixture preempts by other means.
 */
export const DRIVERS = ['external', 'sibling', 'timer', 'none'] as const;
export type Driver = (typeof DRIVERS)[number];

/** How the trials of a cell are driven. */
export interface Drive {
  readonly driver: Driver;
  readonly rateHz: number;
  /** Attempts after which a trial has survived. */
  readonly cap: number;
}

/** The defaults that keep a full run within an hour on two cores. */
export const DEFAULT_DRIVE: Drive = { driver: 'external', rateHz: 10_000, cap: 3_000 };

/** Knobs that say how a trial is driven, and the fields they set; a fixture has options
 * for these. */
const FIELDS = { rate: 'rateHz', driver: 'driver', cap: 'cap' } as const;

type Values = Readonly<Partial<Record<keyof typeof FIELDS, string | number | undefined>>>;

/** The field of a drive that a knob sets; nothing for a knob that the fixture reads. */
export const driveFieldOf = (knob: string): keyof Drive | undefined =>
  ownValue<keyof Drive>(FIELDS, knob);

/** How a trial is driven according to knobs, or to options of the command line. */
export const driveFrom = ({ rate, driver, cap }: Values): Partial<Drive> => ({
  ...(rate !== undefined && { rateHz: Number(rate) }),
  ...(driver !== undefined && { driver: driver as Driver }),
  ...(cap !== undefined && { cap: Number(cap) }),
});

/**
 * The knobs in their order, with those that drive the trial last and set to how it is
 * driven.
 */
export const withDrive = (
  knobs: Readonly<Record<string, string>>,
  drive: Drive,
): Record<string, string> => {
  const { rate, driver, cap, ...others } = knobs;
  return {
    ...others,
    ...(rate !== undefined && { rate: String(drive.rateHz) }),
    ...(driver !== undefined && { driver: drive.driver }),
    ...(cap !== undefined && { cap: String(drive.cap) }),
  };
};
