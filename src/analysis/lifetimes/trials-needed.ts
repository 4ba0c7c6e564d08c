import type { GroupAnalysis } from './analyse.js';
import { chiSquareQuantile } from '../numerics/special-functions.js';
import { wilsonInterval } from '../numerics/wilson.js';

const MOST = 2 ** 40;

/**
 * The smallest whole number for which something is narrow enough; it narrows as the
 * number grows.
 */
const smallest = (isEnough: (count: number) => boolean): number | undefined => {
  let [tooFew, enough] = [0, 1];
  while (!isEnough(enough)) {
    tooFew = enough;
    enough *= 2;
    if (enough > MOST) return undefined;
  }
  while (enough - tooFew > 1) {
    const middle = Math.floor((tooFew + enough) / 2);
    if (isEnough(middle)) enough = middle;
    else tooFew = middle;
  }
  return enough;
};

/**
 * How far the interval of a rate extends from it, as a share of it, after some number of
 * failures. This is the chi-square interval of `fitExponential`, in which the exposure
 * cancels.
 */
const relativeWidthOfRate = (failures: number): number => {
  if (failures === 0) return Infinity;
  const lower = chiSquareQuantile(0.025, 2 * failures) / (2 * failures);
  const upper = chiSquareQuantile(0.975, 2 * failures + 2) / (2 * failures);
  return Math.max(1 - lower, upper - 1);
};

/**
 * How many failures are needed for the 95 % interval of a rate to extend no further from
 * it than a share of it. How many trials that takes depends on how many fail until their
 * cap.
 *
 * @param precision - above 0: 0.1 for plus or minus 10 %
 */
const failuresForRate = (precision: number): number | undefined =>
  smallest((failures) => relativeWidthOfRate(failures) <= precision);

/**
 * The same, in trials.
 *
 * @param shareFailing - the share of trials that fail until their cap, as seen or as
 *   expected
 */
const trialsForRate = (precision: number, shareFailing: number): number | undefined => {
  const failures = failuresForRate(precision);
  return failures === undefined || shareFailing === 0
    ? undefined
    : Math.ceil(failures / shareFailing);
};

/**
 * How many trials are needed for the 95 % interval of a median to extend no further from
 * it than a share of it, if further trials are like those there are. The width of an
 * interval falls with the square root of their number.
 *
 * @param interval - the interval that `n` trials gave
 * @returns nothing while one of its ends is open, or for a median of 0
 */
const trialsForMedian = (
  precision: number,
  n: number,
  median: number | undefined,
  [lower, upper]: readonly [number | undefined, number | undefined],
): number | undefined => {
  if (!median || lower === undefined || upper === undefined) return undefined;
  const reach = Math.max(median - lower, upper - median) / median;
  return Math.max(1, Math.ceil(n * (reach / precision) ** 2));
};

/**
 * How many trials are needed for the Wilson interval of a share to extend no further from
 * it than the precision, in shares of all.
 *
 * @param share - as expected; a half is the worst case
 */
const trialsForShare = (precision: number, share = 0.5): number | undefined =>
  smallest((n) => {
    const [lower, upper] = wilsonInterval(share * n, n);
    return Math.max(share - lower, upper - share) <= precision;
  });

/**
 * How many trials are needed to know a group to a given precision; undefined where that
 * cannot be told.
 */
export interface TrialsNeeded {
  /**
   * For the interval of its rate, and of its median, to extend no further than a share of
   * it.
   */
  readonly forRate: number | undefined;
  readonly forMedian: number | undefined;
  /** For the interval of the share that failed to extend no further, in shares of all. */
  readonly forShare: number | undefined;
}

/**
 * How many trials a group needs in all, if further ones are like those there are.
 *
 * @param precision - above 0: 0.1 for plus or minus 10 %
 */
export const trialsNeeded = (
  { curve, median }: GroupAnalysis,
  precision: number,
): TrialsNeeded => {
  const share = curve.events / curve.n;
  return {
    forRate: trialsForRate(precision, share),
    forMedian: trialsForMedian(precision, curve.n, median.time, [
      median.lower,
      median.upper,
    ]),
    forShare: trialsForShare(precision, share),
  };
};
