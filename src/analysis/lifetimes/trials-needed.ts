import type { GroupAnalysis } from './analyse.js';
import { chiSquareQuantile } from '../numerics/special-functions.js';
import { wilsonInterval } from '../numerics/wilson.js';

const MOST = 2 ** 40;

/** The smallest whole number for which something is narrow enough; it narrows with more. */
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

/** How far the interval of a rate reaches from it, as a share of it, after some failures:
 * the chi-square interval of `fitExponential`, whose exposure cancels. */
const relativeWidthOfRate = (failures: number): number => {
  if (failures === 0) return Infinity;
  const lower = chiSquareQuantile(0.025, 2 * failures) / (2 * failures);
  const upper = chiSquareQuantile(0.975, 2 * failures + 2) / (2 * failures);
  return Math.max(1 - lower, upper - 1);
};

/**
 * How many failures a rate's 95 % interval takes to reach no further from it than a share
 * of it. How many trials these are depends on how many fail until their cap.
 *
 * @param precision - above 0: 0.1 for plus or minus 10 %
 */
const failuresForRate = (precision: number): number | undefined =>
  smallest((failures) => relativeWidthOfRate(failures) <= precision);

/**
 * The same in trials.
 *
 * @param shareFailing - of the trials, until their cap; as seen, or as expected
 */
const trialsForRate = (precision: number, shareFailing: number): number | undefined => {
  const failures = failuresForRate(precision);
  return failures === undefined || shareFailing === 0
    ? undefined
    : Math.ceil(failures / shareFailing);
};

/**
 * How many trials a median takes for its 95 % interval to reach no further from it than a
 * share of it, were more trials like those there are: the width of an interval falls with
 * the root of their number.
 *
 * @param interval - that `n` trials gave
 * @returns nothing while one of its ends is open, or of a median of 0
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
 * How many trials a share takes for its Wilson interval to reach no further from it than
 * so much, in shares of all.
 *
 * @param share - as expected; a half is the worst case
 */
const trialsForShare = (precision: number, share = 0.5): number | undefined =>
  smallest((n) => {
    const [lower, upper] = wilsonInterval(share * n, n);
    return Math.max(share - lower, upper - share) <= precision;
  });

/** How many trials a group takes to be known so well; nothing where it cannot be told. */
export interface TrialsNeeded {
  /** For the interval of its rate, and of its median, to reach no further than a share. */
  readonly forRate: number | undefined;
  readonly forMedian: number | undefined;
  /** For that of the share that failed to reach no further, in shares of all. */
  readonly forShare: number | undefined;
}

/**
 * How many trials like those there are a group takes, all told.
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
