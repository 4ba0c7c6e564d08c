import { Z_95 } from '../numerics/special-functions.js';
import type { SurvivalCurve } from './kaplan-meier.js';

/** The mean lifetime, counting no time beyond a limit. */
export interface RestrictedMean {
  readonly to: number;
  readonly mean: number;
  readonly stdErr: number;
}

/**
 * The mean lifetime restricted to a time: the area under the survival curve until then,
 * with its variance after Greenwood (Klein and Moeschberger, "Survival Analysis", 2nd
 * ed., section 4.5). It needs no proportional hazards, so it can compare curves that
 * cross.
 *
 * @param to - at most the end of the curve, beyond which nothing is known
 */
export const restrictedMean = (curve: SurvivalCurve, to: number): RestrictedMean => {
  const { times, atRisk, failed, survival } = curve;
  // The area is summed in units of `to`, so that no square of it overflows.
  const unit = to > 0 ? to : 1;
  let [area, variance, until] = [0, 0, to];
  for (let row = times.length - 1; row >= 0; row -= 1) {
    const [time = 0, n = 0, d = 0] = [times[row], atRisk[row], failed[row]];
    if (time > to) continue;
    area += (survival[row] ?? 0) * ((until - time) / unit);
    until = time;
    // Where all failed nothing follows, whatever Greenwood's term would be there.
    if (n > d) variance += (area ** 2 * d) / (n * (n - d));
  }
  return { to, mean: area * unit + until, stdErr: Math.sqrt(variance) * unit };
};

/**
 * How much longer the second group lasts on average than the first, with a 95 % interval.
 */
export const restrictedMeanDifference = (
  a: RestrictedMean,
  b: RestrictedMean,
): { readonly difference: number; readonly interval: readonly [number, number] } => {
  const difference = b.mean - a.mean;
  const spread = Z_95 * Math.hypot(a.stdErr, b.stdErr);
  return { difference, interval: [difference - spread, difference + spread] };
};
