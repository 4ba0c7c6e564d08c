import type { SurvivalAnalysis } from '../../analysis/lifetimes/analyse.js';
import { commonCap, comparePairs } from '../../analysis/lifetimes/compare-pair.js';
import { judgeExponentialOf } from '../../analysis/lifetimes/judge-exponential.js';
import type { VersionLifetimes } from '../../analysis/version-lifetimes.js';
import { formatEstimate, formatFigure, formatP } from '../survival/figures.js';
import { inPlainWords } from '../survival/plain-words.js';
import { formatCount, printable } from '../words.js';
import { dataTable } from './data-table.js';
import { element } from './element.js';

/** More pairs than all of these say nothing to a reader. */
const MOST_PAIRS = 6;

const groupsTable = ({ groups }: SurvivalAnalysis, caption: string): HTMLElement =>
  dataTable({
    caption,
    header: [
      'version',
      'trials',
      'failed',
      'median (95 %)',
      'rate (95 %)',
      'Weibull shape (95 %)',
      'exponential',
    ],
    figures: [1, 2, 3, 4, 5],
    rows: groups.map((group) => {
      const { name, curve, median, exponential, weibull } = group;
      return [
        printable(name),
        formatCount(curve.n),
        formatCount(curve.events),
        formatEstimate(median.time, [median.lower, median.upper], 4),
        exponential ? formatEstimate(exponential.rate, exponential.rateInterval) : '-',
        weibull ? formatEstimate(weibull.shape, weibull.shapeInterval) : '-',
        judgeExponentialOf(group, false).verdict,
      ];
    }),
  });

const pairsTable = (analysis: SurvivalAnalysis, caption: string): HTMLElement => {
  const { groups } = analysis;
  const nameOf = (place: number): string => printable(groups[place]?.name ?? '');
  const cap = formatFigure(commonCap(analysis));
  return dataTable({
    caption,
    header: [
      'pair',
      'chi-square',
      'p (Holm)',
      'hazard ratio (95 %)',
      `difference of means up to ${cap} (95 %)`,
    ],
    figures: [1, 2, 3, 4],
    rows: comparePairs(analysis, MOST_PAIRS).map((pair) => [
      `${nameOf(pair.a)} / ${nameOf(pair.b)}`,
      formatFigure(pair.chiSquare),
      formatP(pair.pHolm),
      pair.hazardRatio
        ? formatEstimate(pair.hazardRatio.ratio, pair.hazardRatio.interval) +
          (pair.curvesCross ? ', curves cross' : '')
        : '-',
      formatEstimate(pair.meanDifference.difference, pair.meanDifference.interval, 2),
    ]),
  });
};

/** Versions side by side: in words, each by itself, and where there are several in pairs. */
export const comparisonOf = (
  { analysis, countingTimedOut }: VersionLifetimes,
  title: string,
): readonly HTMLElement[] => {
  const verdicts = analysis.groups.map((group) => judgeExponentialOf(group, false));
  const pairs =
    analysis.logRank && pairsTable(analysis, `${title}: pairs, by the log-rank test`);
  return [
    element('p', {}, inPlainWords(analysis, verdicts)),
    groupsTable(analysis, `${title}: versions side by side, in attempts`),
    ...(countingTimedOut
      ? [
          groupsTable(
            countingTimedOut,
            `${title}: the same, trials that ran out of time counted as failures`,
          ),
        ]
      : []),
    ...(pairs ? [pairs] : []),
  ];
};
