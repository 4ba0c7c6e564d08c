import type { SurvivalCurve } from './kaplan-meier.js';
import { logLogBand } from './log-log-band.js';

/**
 * The time by which a share has failed; times that the curve does not come down to are
 * undefined.
 */
export interface SurvivalQuantile {
  readonly time: number | undefined;
  readonly lower: number | undefined;
  readonly upper: number | undefined;
}

/** The tolerance of R's survival package, so that rounding does not decide a tie. */
const TOLERANCE = Math.sqrt(Number.EPSILON);
/** The number of digits that a number always holds, whatever they are. */
const DIGITS = 15;

/**
 * Removes what adding two times leaves in the last digits; whole times stay as they are.
 */
const withoutNoise = (time: number): number =>
  Number.isInteger(time) ? time : Number(time.toPrecision(DIGITS));

/**
 * The time at which a falling column is first at a level or below. Where it is at the
 * level itself, the time is halfway to when it falls further.
 */
const reaches = (
  times: Float64Array,
  valueOf: (row: number) => number,
  level: number,
): number | undefined => {
  const first = times.findIndex((_, row) => valueOf(row) < level + TOLERANCE);
  const time = times[first];
  const value = valueOf(first);
  if (time === undefined) return undefined;
  if (Math.abs(value - level) >= TOLERANCE) return withoutNoise(time);
  const next = times.findIndex((_, row) => row > first && valueOf(row) < value);
  return withoutNoise(time + ((times[next] ?? time) - time) / 2);
};

/**
 * The time by which a share of all has failed, with the 95 % interval of Brookmeyer and
 * Crowley ("A Confidence Interval for the Median Survival Time", Biometrics 38, 1982):
 * the times at which the band of the curve comes down to the level. Where the curve is
 * level there, the middle is taken, as `print` of R's `survfit` does.
 *
 * @param p - the share that failed: 0.5 for the median
 */
export const survivalQuantile = (curve: SurvivalCurve, p: number): SurvivalQuantile => {
  const { times, survival, logVariance } = curve;
  const band = (row: number) => logLogBand(survival[row] ?? NaN, logVariance[row] ?? NaN);
  const level = 1 - p;
  return {
    time: reaches(times, (row) => survival[row] ?? NaN, level),
    lower: reaches(times, (row) => band(row)[0], level),
    upper: reaches(times, (row) => band(row)[1], level),
  };
};
