import chalk from 'chalk';
import { sum } from 'd3-array';
import type {
  GroupAnalysis,
  SurvivalAnalysis,
} from '../../analysis/lifetimes/analyse.js';
import type { PairComparison } from '../../analysis/lifetimes/compare-pair.js';
import type { ExponentialVerdict } from '../../analysis/lifetimes/judge-exponential.js';
import { colouredVerdict } from '../text/claims.js';
import { plainTable } from '../text/plain-table.js';
import { wrapText } from '../text/wrap.js';
import { formatCount } from '../text/format.js';
import { renderCurves } from './curves.js';
import { describeLogRank, formatEstimate, formatP } from './figures.js';
import { besideNames, nameOf, renderGroups } from './group-table.js';
import { renderNeeded } from './needed-table.js';
import { renderPairs } from './pair-table.js';
import { permutationNote } from './permutation-note.js';
import { inPlainWords } from './plain-words.js';
import { renderQuartiles } from './quartile-table.js';

/** An analysis of lifetimes with everything that is reported about it. */
export interface SurvivalReport {
  readonly title: string;
  readonly analysis: SurvivalAnalysis;
  /** In the order of the groups. */
  readonly verdicts: readonly ExponentialVerdict[];
  /** Whether the goodness of fit is tested; with too many trials it is not. */
  readonly isBootstrapped: boolean;
  readonly pairs: readonly PairComparison[];
  /** The time up to which the means of the pairs are taken. */
  readonly commonCap: number;
  /** The precision of intervals, where it was asked how many trials that takes. */
  readonly precision: number | undefined;
}

const LAW_COLUMNS = besideNames([
  { title: 'Weibull shape (95 %)', width: 29 },
  { title: 'ratio p', width: 10 },
  { title: 'fit p', width: 10 },
  { title: 'exponential', width: 12 },
]);

const lawRow = (
  group: GroupAnalysis,
  { verdict, goodnessOfFit }: ExponentialVerdict,
): readonly string[] => {
  const { weibull, geometric, exponentialTest } = group;
  const law =
    geometric &&
    `geometric ${formatEstimate(geometric.probability, geometric.probabilityInterval, 2)}`;
  const shape = weibull ? formatEstimate(weibull.shape, weibull.shapeInterval) : '-';
  return [
    nameOf(group),
    law ?? shape,
    exponentialTest && !geometric ? formatP(exponentialTest.p) : '-',
    goodnessOfFit ? formatP(goodnessOfFit.p) : '-',
    colouredVerdict(verdict),
  ];
};

const renderTests = ({ analysis, pairs, commonCap }: SurvivalReport): string => {
  const { groups, logRank, pairwise } = analysis;
  if (!logRank) return '';
  const test = `Log-rank test of all: ${describeLogRank(logRank)}`;
  const shown = { groups, pairs, tested: pairwise.length, commonCap };
  return `${chalk.bold(wrapText(test))}\n${renderPairs(shown)}`;
};

const NOTES =
  "Medians and quartiles are Kaplan and Meier's with log-log intervals, cumulative hazards " +
  "Nelson and Aalen's, rates those of exponential lifetimes (chi-square intervals; " +
  'one-sided where nothing failed) or, where failures come at the first few counts, the ' +
  'probability at each (Clopper and Pearson). The exponential ' +
  'holds when the interval of the shape lies within 0.8 to 1.25 and is refuted when it ' +
  'leaves 1 out; "ratio p" is of the likelihood ratio to the Weibull, "fit p" of Anderson ' +
  'and Darling by bootstrap, by which a geometric is refuted, never confirmed; each group ' +
  'is judged by itself, and where fewer than 20 failed, a refutation must stand by ' +
  "bootstrap of that ratio too. Hazard ratios are Cox's, ties after Efron, with Wald intervals; " +
  'where curves cross no one ratio holds: compare the means, restricted to how long all ' +
  'groups are known. The p-values of pairs are Holm-adjusted over all pairs; intervals are ' +
  'of each figure by itself. Where "-" stands, the lifetimes do not give the figure.';

const TOO_MANY =
  'There are more than 5,000: no bootstrap, the likelihood ratio alone, and of a geometric ' +
  'no test.';

const notesOf = ({ analysis, isBootstrapped }: SurvivalReport): string =>
  [NOTES, permutationNote(analysis), isBootstrapped ? '' : TOO_MANY]
    .filter(Boolean)
    .join(' ');

/** An analysis of lifetimes for a terminal of 80 columns. */
export const renderSurvival = (report: SurvivalReport): string => {
  const { title, analysis, verdicts, precision } = report;
  const { groups } = analysis;
  const n = formatCount(sum(groups, ({ curve }) => curve.n));
  const laws = groups.flatMap((group, index) => {
    const verdict = verdicts[index];
    return verdict ? [lawRow(group, verdict)] : [];
  });
  return [
    `${chalk.bold(wrapText(`${title}: n = ${n}`))}\n${wrapText(inPlainWords(analysis, verdicts))}\n`,
    renderGroups(groups),
    renderQuartiles(groups),
    precision === undefined
      ? ''
      : `${chalk.bold('Lifetimes needed')}\n${renderNeeded(groups, precision)}`,
    `${chalk.bold('Surviving')}\n${renderCurves(groups)}`,
    plainTable(LAW_COLUMNS, laws),
    renderTests(report),
    `${chalk.dim(wrapText(notesOf(report)))}\n`,
  ]
    .filter((section) => section !== '')
    .join('\n');
};
