import type { TrialRecord } from '../../journal/trial-record.js';
import type { Quantity, Rule } from '../../plan/claim.js';
import { quantityOf } from '../trials/quantity.js';
import { estimateMedian } from '../numerics/median.js';
import { leastAlpha } from './least-alpha.js';
import { FIRST_TRIALS, undecided, type Judgement, type Verdict } from './verdict.js';

type RatioRule = Extract<Rule, { kind: 'ratio' }>;
type Interval = readonly [lower: number, upper: number];

/** Two medians, one divided by the other. */
interface Ratio {
  readonly above: number;
  readonly below: number;
  /** Computed from the ends of the intervals of the two medians. */
  readonly interval: Interval;
}

const valuesOf = (
  trials: readonly TrialRecord[],
  quantity: Quantity,
): readonly number[] =>
  trials
    .map((trial) => quantityOf(trial, quantity))
    .filter((value) => value !== undefined);

const ratioOf = (
  above: readonly number[],
  below: readonly number[],
  alpha?: number,
): Ratio | undefined => {
  const [over, under] = [estimateMedian(above, alpha), estimateMedian(below, alpha)];
  if (!over || !under) return undefined;
  return {
    above: over.median,
    below: under.median,
    interval: [
      over.interval[0] / under.interval[1],
      over.interval[1] / under.interval[0],
    ],
  };
};

const verdictOf = (
  ratio: Ratio | undefined,
  [least, most]: Interval,
): Extract<Verdict, 'holds' | 'refuted' | 'undecided'> => {
  if (!ratio) return 'undecided';
  const [lower, upper] = ratio.interval;
  if (lower >= least && upper <= most) return 'holds';
  return upper < least || lower > most ? 'refuted' : 'undecided';
};

const significant = (value: number): string =>
  value.toLocaleString('en', { maximumSignificantDigits: 3 });

/** By what factor the interval has to narrow, in logarithms, to lie on one side. */
const shrinkage = (
  centre: number,
  [lower, upper]: Interval,
  bounds: Interval,
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
): Judgement => {
  const [above, below] = [valuesOf(trials, of), valuesOf(others, to)];
  const ratio = ratioOf(above, below);
  const n = Math.min(trials.length, others.length);
  if (!ratio) return undecided(`${n} trials`, FIRST_TRIALS - n);
  const centre = ratio.above / ratio.below;
  const evidence =
    `${significant(ratio.above)} over ${significant(ratio.below)} is ` +
    `${significant(centre)} (${ratio.interval.map(significant).join(' to ')})`;
  const verdict = verdictOf(ratio, within);
  if (verdict === 'undecided') {
    return undecided(evidence, n * shrinkage(centre, ratio.interval, within) ** 2 - n);
  }
  const p = leastAlpha((alpha) => verdictOf(ratioOf(above, below, alpha), within));
  return { verdict, evidence, p };
};
