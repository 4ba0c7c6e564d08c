import type { SurvivalCurve } from './kaplan-meier.js';

/** x log y, and 0 where x is 0, whatever y is. */
const timesLog = (x: number, logY: number): number => (x === 0 ? 0 : x * logY);

/**
 * Measures how far a survival curve is from that of an exponential distribution. This is
 * the statistic of Anderson and Darling ("Asymptotic Theory of Certain Goodness of Fit
 * Criteria", 1952) with Kaplan and Meier's curve in place of the empirical one, up to the
 * last time that was observed:
 *
 *   n times the integral of (F_n(u) - u)^2 / (u (1 - u)) du, u = 1 - exp(-rate t).
 *
 * The curve is level between failures, where the integral is known. Without censored
 * times it is the usual A-squared; with all censored at one time, it is that of Pettitt
 * and Stephens ("Modified Cramer-von Mises Statistics for Censored Data", Biometrika 63,
 * 1976).
 */
export const andersonDarling = (curve: SurvivalCurve, rate: number): number => {
  const { n, times, survival, end } = curve;
  /** The integral from 0 to `time`, on one level of the curve. */
  const upTo = (time: number, surviving: number): number => {
    const u = -Math.expm1(-rate * time);
    const failed = 1 - surviving;
    return timesLog(failed ** 2, Math.log(u)) + timesLog(surviving ** 2, rate * time) - u;
  };
  let [sum, surviving] = [0, 1];
  let since = 0;
  times.forEach((time, row) => {
    sum += upTo(time, surviving) - upTo(since, surviving);
    since = time;
    surviving = survival[row] ?? 0;
  });
  // Where nothing survived, the curve is known for all times.
  const last = surviving === 0 ? Infinity : end;
  return n * (sum + upTo(last, surviving) - upTo(since, surviving));
};
