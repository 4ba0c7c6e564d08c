import type { GroupAnalysis } from '../../analysis/lifetimes/analyse.js';
import type { PairComparison } from '../../analysis/lifetimes/compare-pair.js';
import type { LogRank } from '../../analysis/lifetimes/log-rank.js';

/** A figure for people, of three digits unless more are asked for. */
export const formatFigure = (figure: number, digits = 3): string =>
  figure === Infinity
    ? 'infinite'
    : figure.toLocaleString('en', { maximumSignificantDigits: digits });

/** A p value: how likely something at least as extreme is, if nothing differs. */
export const formatP = (p: number): string => {
  if (p === 0) return '<1e-300';
  return p < 0.001 ? p.toExponential(1) : p.toPrecision(2);
};

const isKnown = (figure: number | undefined): figure is number =>
  figure !== undefined && !Number.isNaN(figure);

/** A bound of an interval; "-" is one that there is not. */
const formatBound = (bound: number | undefined, digits: number): string =>
  isKnown(bound) ? formatFigure(bound, digits) : '-';

/** A figure with its interval; "-" is what there is not. */
export const formatEstimate = (
  figure: number | undefined,
  [lower, upper]: readonly [number | undefined, number | undefined],
  digits = 3,
): string => {
  if (![figure, lower, upper].some(isKnown)) return '-';
  const bounds = `${formatBound(lower, digits)} to ${formatBound(upper, digits)}`;
  return `${formatBound(figure, digits)} (${bounds})`;
};

/** Failures per attempt, or the chance of failing at one where that was fitted. */
export const formatRate = ({ exponential, geometric }: GroupAnalysis): string => {
  if (geometric) return formatEstimate(geometric.chance, geometric.chanceInterval);
  return exponential ? formatEstimate(exponential.rate, exponential.rateInterval) : '-';
};

const MOST_LETTERS = 40;

/** The name of a group, which somebody else's file may have filled with anything. */
export const shorten = (name: string, most = MOST_LETTERS): string => {
  const letters = Array.from(name === '' ? '(empty)' : name);
  return letters.length <= most
    ? letters.join('')
    : `${letters.slice(0, most - 1).join('')}…`;
};

/** A difference of means; without errors there is no telling. */
export const formatDifference = ({
  difference,
  interval: [lower, upper],
}: PairComparison['meanDifference']): string =>
  lower < upper ? formatEstimate(difference, [lower, upper], 2) : '-';

/** A log-rank test, with its own chance. */
export const describeLogRank = ({ chiSquare, df, p }: LogRank): string =>
  `chi-square ${formatFigure(chiSquare, 4)}, ` +
  `${df} ${df === 1 ? 'degree' : 'degrees'} of freedom, p ${formatP(p)}`;
