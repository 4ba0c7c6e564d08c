import { betaQuantile } from '../numerics/special-functions.js';
import { exposureIn, failuresIn, isMeasurable, type LifeTable } from './life-table.js';

/** A geometric distribution fitted by maximum likelihood. */
export interface GeometricFit {
  /** The probability of failing at any one attempt. */
  readonly probability: number;
  /** At 95 %; one-sided when all failed at the first attempt. */
  readonly probabilityInterval: readonly [lower: number, upper: number];
  readonly logLikelihood: number;
}

/**
 * Whether the times are counts, such as attempts, and begin with 1. Beyond 2^53 a number
 * can no longer tell one count from the next.
 */
export const areCounts = ({ times }: LifeTable): boolean =>
  times.every((time) => Number.isSafeInteger(time) && time > 0);

/**
 * From this probability of failing at each attempt upwards, there are too few attempts
 * for a continuous distribution: ten of them on average.
 */
const LEAST_PROBABILITY = 0.1;

const xlogx = (x: number, y: number): number => (x === 0 ? 0 : x * Math.log(y));

/**
 * Fits a geometric distribution to numbers of attempts, each of which fails with the same
 * probability. It applies where failures come at the first few attempts, which no
 * continuous distribution describes. The interval is that of Clopper and Pearson ("The
 * Use of Confidence or Fiducial Limits", Biometrika 26, 1934) for failures among all
 * attempts.
 *
 * @returns nothing where failures come later, or where times are not counts
 */
export const fitFirstAttempts = (table: LifeTable): GeometricFit | undefined => {
  const failures = failuresIn(table);
  const attempts = exposureIn(table);
  const probability = failures / attempts;
  const isEarly = isMeasurable(attempts) && probability >= LEAST_PROBABILITY;
  if (!isEarly || !areCounts(table)) return undefined;
  const passed = attempts - failures;
  const tail = passed === 0 ? 0.05 : 0.025;
  return {
    probability,
    probabilityInterval: [
      betaQuantile(tail, failures, passed + 1),
      passed === 0 ? 1 : betaQuantile(1 - tail, failures + 1, passed),
    ],
    logLikelihood: xlogx(failures, probability) + xlogx(passed, 1 - probability),
  };
};
