import { InvalidArgumentError, Option } from 'commander';
import { BOUNDS, type Bounds } from '../plan/bounds.js';

/**
 * A parser for an option that takes a number.
 *
 * @param what - says what is expected, as in "a whole number of trials"
 * @returns a function for commander, which reports what it refuses as a usage error
 */
const numberOption =
  (what: string, form: RegExp, { min, max }: Bounds) =>
  (text: string): number => {
    const value = Number(text);
    if (!form.test(text) || value < min || value > max) {
      const bounds = `from ${min.toLocaleString('en')} to ${max.toLocaleString('en')}`;
      throw new InvalidArgumentError(`It takes ${what} ${bounds}.`);
    }
    return value;
  };

const WHOLE = /^\d+$/;
const DECIMAL = /^\d+(\.\d+)?$/;

export const trialsOption = numberOption('a whole number', WHOLE, BOUNDS.trials);
export const capOption = numberOption('a whole number', WHOLE, BOUNDS.cap);
export const rateOption = numberOption('a whole number of Hz', WHOLE, BOUNDS.rateHz);
export const timeoutOption = numberOption(
  'a number of seconds',
  DECIMAL,
  BOUNDS.timeoutS,
);
export const seedOption = numberOption('a whole number', WHOLE, BOUNDS.seed);
export const jobsOption = numberOption('a whole number', WHOLE, BOUNDS.jobs);

const PERCENT = /^(\d+(?:\.\d+)?)%$/;

/** A parser for a precision in percent: "10%" is 0.1. */
export const precisionOption = (text: string): number => {
  const percent = Number(PERCENT.exec(text)?.[1]);
  if (!(percent >= 1 && percent <= 100)) {
    throw new InvalidArgumentError('It takes a percentage from 1% to 100%, as in 10%.');
  }
  return percent / 100;
};

/** The wanted precision of figures, for commands that say how many trials it takes. */
export const neededOption = (): Option =>
  new Option(
    '--precision <percent>',
    'say how many trials it takes for confidence intervals within this, such as 10%',
  ).argParser(precisionOption);

/** Collects the values of an option that may be given several times. */
export const repeated = (value: string, previous: readonly string[]): string[] => [
  ...previous,
  value,
];
