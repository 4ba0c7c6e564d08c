import type { GroupAnalysis } from '../../analysis/lifetimes/analyse.js';
import type { PairComparison } from '../../analysis/lifetimes/compare-pair.js';
import type { ByPermutation } from '../../analysis/lifetimes/alike-tests.js';
import type { LogRank } from '../../analysis/lifetimes/log-rank.js';
import { formatCount } from '../text/format.js';

/** Beyond these sizes, zeros are harder to count than an exponent is to read. */
const [SMALLEST_PLAIN, LARGEST_PLAIN] = [1e-8, 1e15];

/** Whether a figure is written without an exponent. */
export const isPlain = (figure: number): boolean => {
  const size = Math.abs(figure);
  return size === 0 || (size >= SMALLEST_PLAIN && size < LARGEST_PLAIN);
};

/** A figure with an exponent and at most so many digits, such as 1.2e-9. */
export const withExponent = (figure: number, digits: number): string =>
  Number(figure.toPrecision(digits)).toExponential().replace('e+', 'e');

/** A figure for people, with three digits unless more are asked for. */
export const formatFigure = (figure: number, digits = 3): string => {
  if (Number.isNaN(figure)) return '-';
  if (!Number.isFinite(figure)) return figure > 0 ? 'infinite' : '-infinite';
  return isPlain(figure)
    ? figure.toLocaleString('en', { maximumSignificantDigits: digits })
    : withExponent(figure, digits);
};

/** A p-value: how likely something at least as extreme is, if nothing differs. */
export const formatP = (p: number): string => {
  if (Number.isNaN(p)) return '-';
  if (p === 0) return '<1e-300';
  return p < 0.001 ? p.toExponential(1) : p.toPrecision(2);
};

const isKnown = (figure: number | undefined): figure is number =>
  figure !== undefined && !Number.isNaN(figure);

type Interval = readonly [lower: number | undefined, upper: number | undefined];

/**
 * A figure with its interval, each formatted in the given way; "-" stands for a missing
 * figure.
 */
export const formatWithInterval = (
  figure: number | undefined,
  [lower, upper]: Interval,
  format: (known: number) => string,
): string => {
  if (![figure, lower, upper].some(isKnown)) return '-';
  const told = (each: number | undefined) => (isKnown(each) ? format(each) : '-');
  return `${told(figure)} (${told(lower)} to ${told(upper)})`;
};

/** The same, with so many digits. */
export const formatEstimate = (
  figure: number | undefined,
  interval: Interval,
  digits = 3,
): string => formatWithInterval(figure, interval, (known) => formatFigure(known, digits));

/** Failures per attempt, or the probability of failing at one where that was fitted. */
export const formatRate = ({ exponential, geometric }: GroupAnalysis): string => {
  if (geometric)
    return formatEstimate(geometric.probability, geometric.probabilityInterval);
  return exponential ? formatEstimate(exponential.rate, exponential.rateInterval) : '-';
};

const MOST_LETTERS = 40;

/**
 * Shortens the name of a group, which somebody else's file may have filled with anything.
 */
export const shorten = (name: string, most = MOST_LETTERS): string => {
  const letters = Array.from(name === '' ? '(empty)' : name);
  return letters.length <= most
    ? letters.join('')
    : `${letters.slice(0, most - 1).join('')}…`;
};

/** A difference of means; without standard errors it cannot be judged. */
export const formatDifference = ({
  difference,
  interval: [lower, upper],
}: PairComparison['meanDifference']): string =>
  lower < upper ? formatEstimate(difference, [lower, upper], 2) : '-';

const describePermuted = ({ permuted }: ByPermutation): string => {
  if (!permuted) return '';
  const ways = formatCount(permuted.permutations);
  return permuted.isExact
    ? `, exact by all ${ways} permutations`
    : `, by ${ways} permutations drawn`;
};

/**
 * A log-rank test with its own p-value, and how that was obtained if not from chi-square.
 */
export const describeLogRank = (test: LogRank & ByPermutation): string => {
  const { chiSquare, df, p } = test;
  const degrees = `${df} ${df === 1 ? 'degree' : 'degrees'} of freedom`;
  return `chi-square ${formatFigure(chiSquare, 4)}, ${degrees}, p = ${formatP(p)}${describePermuted(test)}`;
};

/** The adjusted p-value of a pair, marked where it is by permutation. */
export const formatPairP = ({ pHolm, permuted }: PairComparison): string =>
  `${formatP(pHolm)}${permuted ? '*' : ''}`;
