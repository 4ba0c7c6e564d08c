import chalk from 'chalk';
import { max, sum } from 'd3-array';
import type {
  GroupAnalysis,
  SurvivalAnalysis,
} from '../../analysis/lifetimes/analyse.js';
import type { PairComparison } from '../../analysis/lifetimes/compare-pair.js';
import type { ExponentialVerdict } from '../../analysis/lifetimes/judge-exponential.js';
import { colouredVerdict } from '../claim-text.js';
import { plainTable, type Column } from '../plain-table.js';
import { wrapText } from '../terminal.js';
import { formatCount, printable } from '../words.js';
import { renderCurves } from './curves.js';
import { formatEstimate, formatFigure, formatP, shorten } from './figures.js';
import { inPlainWords } from './plain-words.js';

/** An analysis of lifetimes with all that is told of it. */
export interface SurvivalReport {
  readonly title: string;
  readonly analysis: SurvivalAnalysis;
  /** In the order of the groups. */
  readonly verdicts: readonly ExponentialVerdict[];
  /** Whether goodness of fit was asked for; of too many trials it is not. */
  readonly isBootstrapped: boolean;
  readonly pairs: readonly PairComparison[];
  /** Up to which the means of the pairs are. */
  readonly commonCap: number;
}

/** Of tables with five columns, four gaps between them left out. */
const WIDTH = 76;

/** Columns of a table of groups, whose names get what width is left. */
const besideNames = (columns: readonly Column[]): readonly Column[] => [
  { title: 'group', width: WIDTH - sum(columns, ({ width }) => width) },
  ...columns,
];

const groupColumns = (groups: readonly GroupAnalysis[]): readonly Column[] => {
  const digits = max(groups, ({ curve }) => formatCount(curve.n).length) ?? 1;
  return besideNames([
    { title: 'n', width: digits + 1 },
    { title: 'failed', width: Math.max('failed'.length, digits) + 1 },
    { title: 'median (95 %)', width: 20 },
    { title: 'rate (95 %)', width: 27 },
  ]);
};

const LAW_COLUMNS = besideNames([
  { title: 'Weibull shape (95 %)', width: 29 },
  { title: 'ratio p', width: 10 },
  { title: 'fit p', width: 10 },
  { title: 'exponential', width: 12 },
]);

const nameOf = (group: GroupAnalysis | undefined): string =>
  shorten(printable(group?.name ?? ''));

const groupRow = (group: GroupAnalysis): readonly string[] => {
  const { curve, median, exponential } = group;
  return [
    nameOf(group),
    formatCount(curve.n),
    formatCount(curve.events),
    formatEstimate(median.time, [median.lower, median.upper], 4),
    exponential ? formatEstimate(exponential.rate, exponential.rateInterval) : '-',
  ];
};

const lawRow = (
  group: GroupAnalysis,
  { verdict, geometric, goodnessOfFit }: ExponentialVerdict,
): readonly string[] => {
  const { weibull, exponentialTest } = group;
  const chance =
    geometric &&
    `geometric ${formatEstimate(geometric.chance, geometric.chanceInterval, 2)}`;
  const shape = weibull ? formatEstimate(weibull.shape, weibull.shapeInterval) : '-';
  return [
    nameOf(group),
    chance ?? shape,
    exponentialTest && !geometric ? formatP(exponentialTest.p) : '-',
    goodnessOfFit ? formatP(goodnessOfFit.p) : '-',
    colouredVerdict(verdict),
  ];
};

const pairRow = (
  groups: readonly GroupAnalysis[],
  { a, b, chiSquare, pHolm, hazardRatio, curvesCross, meanDifference }: PairComparison,
): readonly string[] => {
  const ratio = hazardRatio
    ? formatEstimate(hazardRatio.ratio, hazardRatio.interval)
    : '-';
  return [
    `${nameOf(groups[a])} / ${nameOf(groups[b])}`,
    formatFigure(chiSquare),
    formatP(pHolm),
    `${ratio}${curvesCross ? ', curves cross' : ''}`,
    formatEstimate(meanDifference.difference, meanDifference.interval, 2),
  ];
};

const renderPairs = ({ analysis, pairs, commonCap }: SurvivalReport): string => {
  const { groups, logRank, pairwise } = analysis;
  if (!logRank) return '';
  const { chiSquare, df, p } = logRank;
  const test =
    `Log-rank test of all: chi-square ${formatFigure(chiSquare, 4)}, ` +
    `${df} ${df === 1 ? 'degree' : 'degrees'} of freedom, p ${formatP(p)}`;
  const cap = formatFigure(commonCap);
  const columns = [
    { title: 'a / b', width: 15 },
    { title: 'chi-sq.', width: 8 },
    { title: 'p (Holm)', width: 9 },
    { title: 'hazard b / a (95 %)', width: 23 },
    { title: `mean to ${cap}, b - a`, width: 21 },
  ];
  const most = `The ${pairs.length} of ${formatCount(pairwise.length)} pairs that differ most surely`;
  return [
    chalk.bold(test),
    pairs.length < pairwise.length ? `\n${most}` : '',
    `\n${plainTable(
      columns,
      pairs.map((pair) => pairRow(groups, pair)),
    )}`,
  ].join('');
};

const NOTES =
  "Medians are Kaplan and Meier's with log-log intervals, rates those of exponential " +
  'lifetimes (chi-square intervals; one-sided where nothing failed). The exponential ' +
  'holds when the interval of the shape lies within 0.8 to 1.25 and is refuted when it ' +
  'leaves 1 out; "ratio p" is of the likelihood ratio to the Weibull, "fit p" of Anderson ' +
  "and Darling by bootstrap. Hazard ratios are Cox's, ties after Efron, with Wald " +
  'intervals.';

const TOO_MANY =
  'There are more than 5,000 trials: no bootstrap, the likelihood ratio alone.';

/** An analysis of lifetimes for a terminal of 80 columns. */
export const renderSurvival = (report: SurvivalReport): string => {
  const { title, analysis, verdicts, isBootstrapped } = report;
  const { groups } = analysis;
  const n = formatCount(sum(groups, ({ curve }) => curve.n));
  const laws = groups.flatMap((group, index) => {
    const verdict = verdicts[index];
    return verdict ? [lawRow(group, verdict)] : [];
  });
  return [
    `${chalk.bold(wrapText(`${title}: n = ${n}`))}\n${wrapText(inPlainWords(analysis, verdicts))}\n`,
    plainTable(groupColumns(groups), groups.map(groupRow)),
    `${chalk.bold('Surviving')}\n${renderCurves(groups)}`,
    plainTable(LAW_COLUMNS, laws),
    renderPairs(report),
    `${chalk.dim(wrapText(isBootstrapped ? NOTES : `${NOTES} ${TOO_MANY}`))}\n`,
  ]
    .filter((section) => section !== '')
    .join('\n');
};
