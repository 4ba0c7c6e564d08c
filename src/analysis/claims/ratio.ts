import type { TrialRecord } from '../../journal/trial-record.js';
import type { Figure, Rule } from '../../plan/claim.js';
import { figureOf } from '../figure.js';
import { estimateMedian, type MedianEstimate } from '../median.js';
import { FIRST_TRIALS, undecided, type Finding } from './verdict.js';

type RatioRule = Extract<Rule, { kind: 'ratio' }>;

const medianOf = (
  trials: readonly TrialRecord[],
  figure: Figure,
): MedianEstimate | undefined =>
  estimateMedian(
    trials.map((trial) => figureOf(trial, figure)).filter((value) => value !== undefined),
  );

const significant = (value: number): string =>
  value.toLocaleString('en', { maximumSignificantDigits: 3 });

/** How much narrower, in logarithms, the interval has to become to lie on one side. */
const shrinkage = (
  centre: number,
  [lower, upper]: readonly [number, number],
  bounds: readonly [number, number],
): number => {
  const distances = bounds.map((bound) => Math.abs(Math.log(centre / bound)));
  const nearest = Math.min(...distances) || Number.EPSILON;
  return Math.max(Math.log(upper / centre), Math.log(centre / lower)) / nearest;
};

/** Judges the ratio of two medians. */
export const judgeRatio = (
  { of, to, within }: RatioRule,
  trials: readonly TrialRecord[],
  others: readonly TrialRecord[],
): Finding => {
  const [above, below] = [medianOf(trials, of), medianOf(others, to)];
  const n = Math.min(trials.length, others.length);
  if (!above || !below) return undecided(`${n} trials`, FIRST_TRIALS - n);
  const ratio = above.median / below.median;
  const interval = [
    above.interval[0] / below.interval[1],
    above.interval[1] / below.interval[0],
  ] as const;
  const evidence =
    `${significant(above.median)} over ${significant(below.median)} is ` +
    `${significant(ratio)} (${interval.map(significant).join(' to ')})`;
  const [least, most] = within;
  if (interval[0] >= least && interval[1] <= most) return { verdict: 'holds', evidence };
  if (interval[1] < least || interval[0] > most) return { verdict: 'refuted', evidence };
  return undecided(evidence, n * shrinkage(ratio, interval, within) ** 2 - n);
};
