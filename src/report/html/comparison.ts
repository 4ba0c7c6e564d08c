import type { AdjustedComparison } from '../../analysis/comparison/adjust.js';
import type { GroupComparison } from '../../analysis/comparison/analyse.js';
import { hasLifetimes, type GroupAnalysis } from '../../analysis/lifetimes/analyse.js';
import { commonCap, comparePairs } from '../../analysis/lifetimes/compare-pair.js';
import { judgeExponentialOf } from '../../analysis/lifetimes/judge-exponential.js';
import { compareInPlainWords } from '../comparison/plain-words.js';
import { formatFinalIncidence, formatShare } from '../comparison/shares.js';
import { describeEndingTest, describeLastingTest } from '../comparison/significance.js';
import {
  formatDifference,
  formatEstimate,
  formatFigure,
  formatP,
  formatPairP,
} from '../survival/figures.js';
import { groupRow, nameOf } from '../survival/group-table.js';
import { permutationNote } from '../survival/permutation-note.js';
import { formatCount } from '../text/format.js';
import { verdictElement } from './claims-section.js';
import { dataTable } from './data-table.js';
import { element } from '../dom.js';

/** More pairs than this tell a reader nothing. */
const MOST_PAIRS = 6;

const lifetimesRow = (group: GroupAnalysis) => {
  const { geometric, weibull, exponentialTest } = group;
  const { verdict, goodnessOfFit } = judgeExponentialOf(group, true);
  return [
    ...groupRow(group),
    weibull && !geometric ? formatEstimate(weibull.shape, weibull.shapeInterval) : '-',
    exponentialTest && !geometric ? formatP(exponentialTest.p) : '-',
    goodnessOfFit ? formatP(goodnessOfFit.p) : '-',
    verdictElement(verdict),
  ];
};

const lifetimesTable = (groups: readonly GroupAnalysis[], caption: string): HTMLElement =>
  dataTable({
    caption,
    header: [
      'version',
      'trials',
      'failed',
      'median (95 %)',
      'rate (95 %)',
      'Weibull shape (95 %)',
      'ratio p',
      'fit p',
      'exponential',
    ],
    figures: [1, 2, 3, 4, 5, 6, 7],
    rows: groups.filter(hasLifetimes).map(lifetimesRow),
  });

const outcomeRows = ({ survival, shares, incidence }: GroupComparison) =>
  shares.map(({ outcome, count, share, interval }) => {
    const curve = incidence.find(({ cause }) => cause === outcome);
    return [
      nameOf(survival),
      outcome,
      formatCount(count),
      formatShare(share, interval),
      curve ? formatFinalIncidence(curve) : '-',
    ];
  });

const outcomesTable = (
  groups: readonly GroupComparison[],
  caption: string,
): HTMLElement =>
  dataTable({
    caption,
    header: [
      'version',
      'outcome',
      'trials',
      'share (95 %)',
      'cumulative incidence by the last attempt (95 %)',
    ],
    figures: [2, 3, 4],
    rows: groups.flatMap(outcomeRows),
  });

const pairsTable = (
  { survival }: AdjustedComparison,
  caption: string,
): HTMLElement | undefined => {
  if (!survival.logRank) return undefined;
  const { groups } = survival;
  const cap = formatFigure(commonCap(survival));
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
    rows: comparePairs(survival, MOST_PAIRS).map((pair) => [
      `${nameOf(groups[pair.a])} / ${nameOf(groups[pair.b])}`,
      formatFigure(pair.chiSquare),
      formatPairP(pair),
      pair.hazardRatio
        ? formatEstimate(pair.hazardRatio.ratio, pair.hazardRatio.interval) +
          (pair.curvesCross ? ', curves cross' : '')
        : '-',
      formatDifference(pair.meanDifference),
    ]),
  });
};

const testsOf = (comparison: AdjustedComparison): HTMLElement | undefined => {
  const tests = [describeLastingTest(comparison), describeEndingTest(comparison)].filter(
    (test) => test !== '',
  );
  const note = permutationNote(comparison.survival);
  return tests.length === 0
    ? undefined
    : element('p', {}, `${tests.join('. ')}. ${note}`.trimEnd());
};

/**
 * Versions side by side: in words, each by itself, and tested where there are several.
 */
export const comparisonOf = (
  comparison: AdjustedComparison,
  title: string,
): readonly HTMLElement[] => {
  const { groups, survival, timedOutAsFailed } = comparison;
  const asFailed = `${title}: the same, trials that ran out of time counted as failures`;
  return [
    element('h3', {}, 'Versions side by side'),
    element('p', {}, compareInPlainWords(comparison)),
    lifetimesTable(survival.groups, `${title}: versions side by side, in attempts`),
    timedOutAsFailed && lifetimesTable(timedOutAsFailed.groups, asFailed),
    outcomesTable(groups, `${title}: how its trials ended`),
    testsOf(comparison),
    pairsTable(comparison, `${title}: pairs, by the log-rank test`),
  ].filter((part) => part !== undefined);
};
