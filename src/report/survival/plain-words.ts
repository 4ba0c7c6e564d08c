import { sort, sum } from 'd3-array';
import { ALPHA } from '../../analysis/numerics/alpha.js';
import {
  hasLifetimes,
  type GroupAnalysis,
  type SurvivalAnalysis,
} from '../../analysis/lifetimes/analyse.js';
import type { ExponentialVerdict } from '../../analysis/lifetimes/judge-exponential.js';
import { formatCount } from '../text/format.js';
import { printable } from '../../printable.js';
import { formatFigure, formatP, shorten } from './figures.js';
import { formatMedian } from './times.js';

const nameOf = ({ name }: Pick<GroupAnalysis, 'name'>): string =>
  `'${shorten(printable(name))}'`;

/** Words as a sentence. */
export const capitalised = (sentence: string): string =>
  `${sentence.charAt(0).toUpperCase()}${sentence.slice(1)}.`;

/** What is known of the mean where nothing failed. */
export const boundsOfMean = (groups: readonly GroupAnalysis[]): readonly string[] =>
  groups.flatMap(({ name, exponential }) => {
    if (exponential?.failures !== 0) return [];
    const least = formatFigure(1 / exponential.rateInterval[1]);
    const of = groups.length > 1 ? ` of ${nameOf({ name })}` : '';
    return [
      `Nothing${of} failed: if it does so at a constant rate, the mean is at least ${least}, ` +
        'at 95 %.',
    ];
  });

const failedBy = (
  { median, curve }: GroupAnalysis,
  name: string,
  unit: string,
): string =>
  median.time === undefined
    ? `fewer than half of ${name} failed`
    : `half of ${name} failed by ${unit}${formatMedian(median.time, curve)}`;

/** The groups at one end of the order of medians; a single group is named. */
const describeEnd = (
  all: readonly GroupAnalysis[],
  end: GroupAnalysis,
  role: string,
  unit: string,
): string => {
  const alike = all.filter(({ median }) => median.time === end.median.time);
  if (alike.length > 1) return failedBy(end, `each of ${alike.length} groups`, unit);
  return failedBy(end, `${nameOf(end)}${all.length > 2 ? role : ''}`, unit);
};

const describeEnds = (groups: readonly GroupAnalysis[], unit: string): string => {
  const byMedian = sort(groups, ({ median }) => median.time ?? Infinity);
  const [shortest, longest] = [byMedian[0], byMedian.at(-1)];
  if (!shortest || !longest) return '';
  if (shortest.median.time === longest.median.time) {
    return failedBy(shortest, groups.length > 1 ? 'each group' : 'all', unit);
  }
  return [
    describeEnd(groups, longest, ', the longest lived,', unit),
    describeEnd(groups, shortest, ', the shortest lived,', unit),
  ].join(', ');
};

/**
 * Says which of the groups lasts longest, and which ends first.
 *
 * @param groups - those of which something is known
 * @param unit - what times are counted in, put before their number
 */
export const describeGroups = (groups: readonly GroupAnalysis[], unit = ''): string => {
  const n = sum(groups, ({ curve }) => curve.n);
  if (n === 1 && groups[0]?.curve.events === 0) return 'The only one did not fail.';
  return sum(groups, ({ curve }) => curve.events) === 0
    ? `None of ${formatCount(n)} failed.`
    : capitalised(describeEnds(groups, unit));
};

const describeDifference = ({ logRank }: SurvivalAnalysis): string => {
  if (!logRank) return 'The groups cannot be tested against one another.';
  const p = formatP(logRank.p);
  return logRank.p < ALPHA
    ? `The groups differ significantly (p = ${p}).`
    : `No significant difference between the groups (p = ${p}).`;
};

const describeLaw = (
  { weibull, geometric }: GroupAnalysis,
  { verdict }: ExponentialVerdict,
): string => {
  if (verdict === 'holds') return 'They fail at a constant rate, or near enough to one.';
  if (verdict === 'refuted' && (geometric ?? !weibull)) {
    return 'They do not fail with the same probability at each attempt.';
  }
  if (verdict === 'refuted' && weibull) {
    return `They do not fail at a constant rate: it ${weibull.shape > 1 ? 'grows' : 'falls'}.`;
  }
  return 'Whether they fail at a constant rate is open.';
};

const MOST_BOUNDS = 5;

/**
 * An analysis in plain words: what lasts longest, and whether the groups differ
 * significantly. For a single group: whether it fails at a constant rate.
 */
export const inPlainWords = (
  analysis: SurvivalAnalysis,
  verdicts: readonly ExponentialVerdict[],
): string => {
  const { groups } = analysis;
  const [[group], [verdict]] = [groups, verdicts];
  const second =
    groups.length > 1
      ? describeDifference(analysis)
      : group && verdict && describeLaw(group, verdict);
  const bounds = boundsOfMean(groups).slice(0, MOST_BOUNDS);
  return [describeGroups(groups.filter(hasLifetimes)), second, ...bounds]
    .filter(Boolean)
    .join(' ');
};
