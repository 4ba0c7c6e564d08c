import { Z_95 } from '../numerics/special-functions.js';

/**
 * The 95 % interval of a survival on the scale of log(-log), which keeps it between 0 and
 * 1 (Kalbfleisch and Prentice, "The Statistical Analysis of Failure Time Data", 2nd ed.,
 * section 1.4).
 *
 * @param logVariance - Greenwood's sum
 * @returns NaN where nothing survived
 */
export const logLogBand = (
  survival: number,
  logVariance: number,
): readonly [lower: number, upper: number] => {
  if (survival === 0) return [NaN, NaN];
  const log = Math.log(survival);
  const spread = (Z_95 * Math.sqrt(logVariance)) / log;
  return [survival ** Math.exp(-spread), survival ** Math.exp(spread)];
};
