import { betaQuantile } from '../numerics/special-functions.js';
import { exposureIn, failuresIn, isMeasurable, type LifeTable } from './life-table.js';

/** A geometric distribution fitted by maximum likelihood. */
export interface GeometricFit {
  /** Of failing at any one attempt. */
  readonly probability: number;
  /** At 95 %; one-sided when none failed, or all at once. */
  readonly probabilityInterval: readonly [lower: number, upper: number];
  readonly logLikelihood: number;
}

/** Whether the times count something, as attempts, and begin with 1. Beyond 2^53 a number
 * no longer tells one count from the next. */
export const areCounts = ({ times }: LifeTable): boolean =>
  times.every((time) => Number.isSafeInteger(time) && time > 0);

/** From this probability of failing at each attempt on, attempts are too few for a continuous
 * law: ten of them on average. */
const LEAST_PROBABILITY = 0.1;

const xlogx = (x: number, y: number): number => (x === 0 ? 0 : x * Math.log(y));

/**
 * Fits a geometric distribution to numbers of attempts: each is one of failing with the
 * same probability. The interval is that of Clopper and Pearson ("The Use of Confidence or
 * Fiducial Limits", Biometrika 26, 1934) for failures among all attempts.
 *
 * @param table - of counts
 * @returns nothing without any attempts
 */
export const fitGeometric = (table: LifeTable): GeometricFit | undefined => {
  const failures = failuresIn(table);
  const attempts = exposureIn(table);
  if (!isMeasurable(attempts)) return undefined;
  const passed = attempts - failures;
  const probability = failures / attempts;
  const tail = failures === 0 || passed === 0 ? 0.05 : 0.025;
  return {
    probability,
    probabilityInterval: [
      failures === 0 ? 0 : betaQuantile(tail, failures, passed + 1),
      passed === 0 ? 1 : betaQuantile(1 - tail, failures + 1, passed),
    ],
    logLikelihood: xlogx(failures, probability) + xlogx(passed, 1 - probability),
  };
};

/** The same where failures come at the first few attempts, which this law is of and no
 * continuous one; nothing elsewhere. */
export const fitFirstAttempts = (table: LifeTable): GeometricFit | undefined => {
  const isEarly = failuresIn(table) / exposureIn(table) >= LEAST_PROBABILITY;
  return isEarly && areCounts(table) ? fitGeometric(table) : undefined;
};
