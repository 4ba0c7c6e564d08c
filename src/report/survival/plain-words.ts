import { sort, sum } from 'd3-array';
import { ALPHA } from '../../analysis/alpha.js';
import {
  hasLifetimes,
  type GroupAnalysis,
  type SurvivalAnalysis,
} from '../../analysis/lifetimes/analyse.js';
import type { ExponentialVerdict } from '../../analysis/lifetimes/judge-exponential.js';
import { formatCount, printable } from '../words.js';
import { formatFigure, formatP, shorten } from './figures.js';

const nameOf = ({ name }: GroupAnalysis): string => `'${shorten(printable(name))}'`;

/** Words as a sentence. */
export const capitalised = (sentence: string): string =>
  `${sentence.charAt(0).toUpperCase()}${sentence.slice(1)}.`;

/** What is known of the mean where nothing failed. */
export const boundsOfMean = (groups: readonly GroupAnalysis[]): readonly string[] =>
  groups.flatMap(({ name, exponential }) => {
    if (exponential?.failures !== 0) return [];
    const least = formatFigure(1 / exponential.rateInterval[1]);
    const of = groups.length > 1 ? ` of '${shorten(printable(name))}'` : '';
    return [`Nothing${of} failed: the mean is at least ${least}, at 95 %.`];
  });

const failedBy = ({ median }: GroupAnalysis, name: string, unit: string): string =>
  median.time === undefined
    ? `fewer than half of ${name} failed`
    : `half of ${name} failed by ${unit}${formatFigure(median.time, 4)}`;

const describeEnds = (groups: readonly GroupAnalysis[], unit: string): string => {
  const byMedian = sort(groups, ({ median }) => median.time ?? Infinity);
  const [shortest, longest] = [byMedian[0], byMedian.at(-1)];
  if (!shortest || !longest) return '';
  if (shortest.median.time === longest.median.time) {
    return failedBy(shortest, groups.length > 1 ? 'each group' : 'all', unit);
  }
  const [ofLongest, ofShortest] =
    groups.length > 2 ? [', the longest lived,', ', the shortest lived,'] : ['', ''];
  return [
    failedBy(longest, `${nameOf(longest)}${ofLongest}`, unit),
    failedBy(shortest, `${nameOf(shortest)}${ofShortest}`, unit),
  ].join(', ');
};

/**
 * Which of the groups lasts longest, and which ends first.
 *
 * @param groups - of which something is known
 * @param unit - what times are counted in, before their number
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
    ? `The groups differ: were they alike, they would be as far apart with a chance of ${p} only.`
    : 'No difference between the groups is shown, which is not to say that there is none: ' +
        `were they alike, they would be as far apart with a chance of ${p}.`;
};

const describeLaw = (
  { weibull }: GroupAnalysis,
  { verdict, geometric }: ExponentialVerdict,
): string => {
  if (verdict === 'holds') return 'They fail at a constant rate, or near enough to one.';
  if (verdict === 'refuted' && (geometric ?? !weibull)) {
    return 'They do not fail with the same chance at each attempt.';
  }
  if (verdict === 'refuted' && weibull) {
    return `They do not fail at a constant rate: it ${weibull.shape > 1 ? 'grows' : 'falls'}.`;
  }
  return 'Whether they fail at a constant rate is open.';
};

const MOST_BOUNDS = 5;

/** An analysis in plain words: what lasts longest, and whether that is more than chance;
 * of one group alone, whether it fails at a constant rate. */
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
