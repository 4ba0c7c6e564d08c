import type { Verdict } from '../claims/verdict.js';

type Range = readonly [lower: number, upper: number];

/** The shapes of a Weibull distribution that are near enough to the exponential's 1. */
export const EXPONENTIAL_SHAPES: Range = [0.8, 1.25];

/**
 * Whether lifetimes are exponential, by the interval of the shape of a Weibull
 * distribution. Not rejecting is not confirming: it holds when the interval lies within
 * the range and is refuted when it leaves 1 out, whatever its width; else it is open.
 */
export const judgeShape = (
  [lower, upper]: Range,
  [least, most]: Range = EXPONENTIAL_SHAPES,
): Extract<Verdict, 'holds' | 'refuted' | 'undecided'> => {
  if (lower >= least && upper <= most) return 'holds';
  return lower > 1 || upper < 1 ? 'refuted' : 'undecided';
};
