import type { LifeTable } from './life-table.js';
import type { WeibullFit } from './weibull.js';

type Range = readonly [lower: number, upper: number];

/**
 * The shapes of a Weibull distribution that count as near enough to the exponential's 1.
 */
const EXPONENTIAL_SHAPES: Range = [0.8, 1.25];

/** Whether lifetimes are exponential. */
export type ShapeVerdict = 'holds' | 'refuted' | 'undecided';

/**
 * Judges whether lifetimes are exponential by the interval of the shape of a Weibull
 * distribution. Not rejecting is not confirming: it holds when the interval lies within
 * the range. Otherwise it is refuted when the interval excludes 1, whatever its width,
 * and undecided when it does not.
 */
const judgeShape = (
  [lower, upper]: Range,
  [least, most]: Range = EXPONENTIAL_SHAPES,
): ShapeVerdict => {
  if (lower >= least && upper <= most) return 'holds';
  return lower > 1 || upper < 1 ? 'refuted' : 'undecided';
};

const isSpread = ({ failed }: LifeTable): boolean =>
  failed.filter((count) => count > 0).length > 1;

/**
 * Judges whether lifetimes are exponential by the fit of a Weibull distribution. Failures
 * that all came at one time say nothing about how others would be spread, so they leave
 * it undecided.
 */
export const judgeFit = (
  table: LifeTable,
  fit: WeibullFit | undefined,
  range?: Range,
): ShapeVerdict =>
  fit && isSpread(table) ? judgeShape(fit.shapeInterval, range) : 'undecided';
