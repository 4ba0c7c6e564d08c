import { MOST_PAIRED } from '../../analysis/lifetimes/alike-tests.js';
import type { GroupAnalysis } from '../../analysis/lifetimes/analyse.js';
import type { PairComparison } from '../../analysis/lifetimes/compare-pair.js';
import { plainTable } from '../text/plain-table.js';
import { wrapText } from '../text/wrap.js';
import { formatCount } from '../text/format.js';
import {
  formatDifference,
  formatEstimate,
  formatFigure,
  formatPairP,
} from './figures.js';
import { nameOf } from './group-table.js';

/** The most pairs that people are shown: all pairs of ten groups. */
export const MOST_PAIRS = 45;

/** Pairs of groups that are shown, of all that were tested. */
export interface ShownPairs {
  readonly groups: readonly GroupAnalysis[];
  readonly pairs: readonly PairComparison[];
  readonly tested: number;
  /** The time up to which the means of the pairs are taken. */
  readonly commonCap: number;
}

const UNPAIRED =
  `The pairs of ${formatCount(MOST_PAIRED + 1)} groups or more are not tested: they are too ` +
  'many. Take a column with fewer values, or the lines of fewer groups.';

/** Smaller values have more digits than fit into their column. */
const LEAST_SHOWN = 0.001;

const rowOf = (
  groups: readonly GroupAnalysis[],
  pair: PairComparison,
): readonly string[] => {
  const { a, b, chiSquare, hazardRatio, curvesCross, meanDifference } = pair;
  const ratio = hazardRatio
    ? formatEstimate(hazardRatio.ratio, hazardRatio.interval)
    : '-';
  return [
    `${nameOf(groups[a])} / ${nameOf(groups[b])}`,
    chiSquare < LEAST_SHOWN ? `<${LEAST_SHOWN}` : formatFigure(chiSquare),
    formatPairP(pair),
    `${ratio}${curvesCross ? ', curves cross' : ''}`,
    formatDifference(meanDifference),
  ];
};

/** Pairs of groups: their test, their hazard ratio, the difference of their means. */
export const renderPairs = ({ groups, pairs, tested, commonCap }: ShownPairs): string => {
  if (groups.length > MOST_PAIRED) return `${wrapText(UNPAIRED)}\n`;
  const columns = [
    { title: 'a / b', width: 15 },
    { title: 'chi-sq.', width: 8 },
    { title: 'p (Holm)', width: 9 },
    { title: 'hazard b / a (95 %)', width: 23 },
    { title: `mean to ${formatFigure(commonCap)}, b - a`, width: 21 },
  ];
  const rows = pairs.map((pair) => rowOf(groups, pair));
  const most = `The ${pairs.length} of ${formatCount(tested)} pairs that differ most surely`;
  return `${pairs.length < tested ? `${most}\n` : ''}${plainTable(columns, rows)}`;
};
