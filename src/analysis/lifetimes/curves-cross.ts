import { Z_95 } from '../numerics/special-functions.js';
import { knownUntil, rowAt, standardError, type SurvivalCurve } from './kaplan-meier.js';

/**
 * The standard error of a share of none or all, for which Greenwood's formula has none:
 * the reach of Wilson's interval in units of the normal distribution.
 */
const errorOfNone = (n: number): number => Z_95 / (n + Z_95 ** 2);

const at = (curve: SurvivalCurve, time: number) => {
  const row = rowAt(curve, time);
  const survival = curve.survival[row] ?? 1;
  const isExtreme = survival === 0 || survival === 1;
  const error = isExtreme
    ? errorOfNone(curve.n)
    : standardError(survival, curve.logVariance[row] ?? 0);
  return { survival, error };
};

/**
 * Whether one of two curves lies above the other at one time and below it at another,
 * both times by more than random variation explains (95 %). A hazard ratio then describes
 * no single time.
 */
export const curvesCross = (a: SurvivalCurve, b: SurvivalCurve): boolean => {
  const end = Math.min(knownUntil(a), knownUntil(b));
  let [above, below] = [false, false];
  for (const times of [a.times, b.times]) {
    for (const time of times) {
      if (time > end) break;
      const [ofA, ofB] = [at(a, time), at(b, time)];
      const gap = ofA.survival - ofB.survival;
      const isNoise = Math.abs(gap) <= Z_95 * Math.hypot(ofA.error, ofB.error);
      above ||= gap > 0 && !isNoise;
      below ||= gap < 0 && !isNoise;
    }
  }
  return above && below;
};
