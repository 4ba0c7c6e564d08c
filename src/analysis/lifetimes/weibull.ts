import { ALPHA } from '../numerics/alpha.js';
import { rootBeyond } from '../numerics/find-root.js';
import { normalUpperQuantile } from '../numerics/special-functions.js';
import { failuresIn, forEachRow, longestIn, type LifeTable } from './life-table.js';

/** A Weibull distribution fitted by maximum likelihood. */
export interface WeibullFit {
  readonly shape: number;
  /** By profile likelihood, at 95 % unless told otherwise. */
  readonly shapeInterval: readonly [lower: number, upper: number];
  readonly scale: number;
  readonly logLikelihood: number;
}

/**
 * The search for a shape starts from 1 and goes this far in either direction of its
 * logarithm.
 */
const REACH = 32;

/** Lifetimes in the form that the equations of the fit need. */
interface Logs {
  /**
   * Logarithms of the times relative to the longest, so that no power of them overflows.
   */
  readonly logs: Float64Array;
  readonly weights: Float64Array;
  readonly failures: number;
  /** Summed over the failures. */
  readonly sumOfLogs: number;
}

/** The sums over all times t of t^shape, and of t^shape log t. */
const powers = ({ logs, weights }: Logs, shape: number) => {
  let [sum, sumTimesLog] = [0, 0];
  // The only loop that takes time, so it is as plain as possible.
  for (let row = 0; row < logs.length; row += 1) {
    const log = logs[row] ?? 0;
    const power = (weights[row] ?? 0) * Math.exp(shape * log);
    sum += power;
    sumTimesLog += power * log;
  }
  return { sum, sumTimesLog };
};

/**
 * The logarithm of a time relative to the longest. It keeps all its digits where the two
 * are nearly equal, and where their ratio is too small for a number.
 */
const relativeLog = (time: number, longest: number): number => {
  if (time > longest / 2) return Math.log1p((time - longest) / longest);
  const ratio = time / longest;
  return ratio > Number.EPSILON ? Math.log(ratio) : Math.log(time) - Math.log(longest);
};

const logsOf = (table: LifeTable): Logs => {
  const longest = longestIn(table);
  const logs = new Float64Array(table.times.length);
  const weights = new Float64Array(table.times.length);
  let [row, sumOfLogs] = [0, 0];
  forEachRow(table, (time, _, failed, censored) => {
    const log = relativeLog(time, longest);
    // Lifetimes censored at 0 were not observed at all.
    if (time === 0 && failed === 0) return;
    logs[row] = log;
    weights[row] = failed + censored;
    sumOfLogs += failed * log;
    row += 1;
  });
  return {
    logs: logs.subarray(0, row),
    weights,
    failures: failuresIn(table),
    sumOfLogs,
  };
};

/**
 * Fits a Weibull distribution to right-censored times. For a given shape the best scale
 * is known, which leaves one equation in the shape (Lawless, "Statistical Models and
 * Methods for Lifetime Data", 2nd ed., section 5.2).
 *
 * @returns nothing where the likelihood has no maximum: when nothing failed, when all
 *   that failed did so at the longest time, or when something failed at 0
 */
export const fitWeibull = (table: LifeTable, alpha = ALPHA): WeibullFit | undefined => {
  const data = logsOf(table);
  const { failures: r, sumOfLogs } = data;
  if (r === 0 || sumOfLogs === 0 || sumOfLogs === -Infinity) return undefined;
  const longest = longestIn(table);
  const score = (logShape: number): number => {
    const shape = Math.exp(logShape);
    const { sum, sumTimesLog } = powers(data, shape);
    return 1 / shape + sumOfLogs / r - sumTimesLog / sum;
  };
  /** The profile log-likelihood, for times in units of the longest. */
  const profile = (logShape: number): number => {
    const shape = Math.exp(logShape);
    const { sum } = powers(data, shape);
    return r * logShape + (shape - 1) * sumOfLogs - r * (Math.log(sum / r) + 1);
  };
  // About as far as random variation takes a shape from 1, that of the exponential.
  const step = 2 / Math.sqrt(r);
  const best = rootBeyond(score, 0, score(0) > 0 ? step : -step, REACH);
  if (best === undefined) return undefined;
  const highest = profile(best);
  // Chi-square with one degree of freedom is the square of a normal variable.
  const allowed = normalUpperQuantile(alpha / 2) ** 2;
  const drop = (at: number): number => 2 * (highest - profile(at)) - allowed;
  const lower = rootBeyond(drop, best, -step, REACH);
  const upper = rootBeyond(drop, best, step, REACH);
  const shape = Math.exp(best);
  return {
    shape,
    shapeInterval: [Math.exp(lower ?? -Infinity), Math.exp(upper ?? Infinity)],
    scale: longest * (powers(data, shape).sum / r) ** (1 / shape),
    logLikelihood: highest - r * Math.log(longest),
  };
};
