import type { SurvivalCurve } from '../../analysis/lifetimes/kaplan-meier.js';
import type { SurvivalQuantile } from '../../analysis/lifetimes/survival-quantile.js';
import { formatWithInterval, isPlain, withExponent } from './figures.js';

/** The most digits that a measured time can mean; more come from a computation. */
const MOST_DIGITS = 9;
/** The number of digits that a number always holds, whatever they are. */
const SURE_DIGITS = 15;

const decimalsOf = (time: number): number => {
  if (Number.isInteger(time)) return 0;
  const [mantissa = '', exponent = '0'] = String(
    Number(time.toPrecision(SURE_DIGITS)),
  ).split('e');
  const [, decimals = ''] = mantissa.split('.');
  return Math.max(0, decimals.length - Number(exponent));
};

/** The largest number of decimals that the times of a curve were given with. */
const decimalsIn = ({ times }: SurvivalCurve): number => {
  let most = 0;
  for (const time of times) {
    most = Math.max(most, decimalsOf(time));
    if (most >= SURE_DIGITS) break;
  }
  return most;
};

/**
 * A time with so many decimals, but with no more than nine digits unless the whole part
 * has more.
 */
const formatTime = (time: number, decimals: number): string => {
  if (time === 0) return '0';
  if (!isPlain(time)) return withExponent(time, MOST_DIGITS);
  const meant = MOST_DIGITS - 1 - Math.floor(Math.log10(time));
  return time.toLocaleString('en', {
    maximumFractionDigits: Math.max(0, Math.min(decimals, meant)),
  });
};

/**
 * The time by which a share has failed, with its interval. These are times of the data,
 * or lie halfway between two of them, which takes one more decimal.
 */
export const formatQuantile = (
  { time, lower, upper }: SurvivalQuantile,
  curve: SurvivalCurve,
): string => {
  const decimals = decimalsIn(curve) + 1;
  return formatWithInterval(time, [lower, upper], (known) => formatTime(known, decimals));
};

/** The time without its interval. */
export const formatMedian = (time: number, curve: SurvivalCurve): string =>
  formatTime(time, decimalsIn(curve) + 1);
