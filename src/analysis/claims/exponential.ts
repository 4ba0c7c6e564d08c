import type { TrialRecord } from '../../journal/trial-record.js';
import type { Rule } from '../../plan/claim.js';
import { fitWeibull } from '../weibull.js';
import { FIRST_TRIALS, undecided, type Finding } from './verdict.js';

type ExponentialRule = Extract<Rule, { kind: 'exponential' }>;

/** Failures needed before the interval lies within the range, or leaves 1 out: its width
 * goes with one over the root of their number. */
const failuresNeeded = (
  failures: number,
  shape: number,
  [lower, upper]: readonly [number, number],
  [least, most]: readonly [number, number],
): number => {
  const offset = Math.log(shape);
  const room = Math.min(Math.log(most) - offset, offset - Math.log(least));
  const allowed = Math.max(room, Math.abs(offset));
  const width = Math.max(Math.log(upper) - offset, offset - Math.log(lower));
  return failures * (width / allowed) ** 2;
};

/**
 * Judges whether the attempts that trials survived are distributed exponentially, by the
 * shape of a Weibull distribution, of which the exponential has 1. Not rejecting is not
 * confirming: it holds only when the interval is narrow.
 */
export const judgeExponential = (
  { shapeWithin }: ExponentialRule,
  trials: readonly TrialRecord[],
): Finding => {
  const fit = fitWeibull(
    trials.map(({ attempts, censored }) => ({
      time: Math.max(1, attempts),
      failed: !censored,
    })),
  );
  const failures = trials.filter(({ censored }) => !censored).length;
  if (!fit) return undecided(`${failures} trials failed`, FIRST_TRIALS);
  const { shape, shapeInterval } = fit;
  const [lower, upper] = shapeInterval;
  const evidence =
    `Weibull shape ${shape.toFixed(2)} (95 % interval ${lower.toFixed(2)} to ` +
    `${upper.toFixed(2)}) over ${failures} failures`;
  const [least, most] = shapeWithin;
  if (lower >= least && upper <= most) return { verdict: 'holds', evidence };
  if (lower > 1 || upper < 1) return { verdict: 'refuted', evidence };
  const needed = failuresNeeded(failures, shape, shapeInterval, shapeWithin);
  return undecided(evidence, needed - failures);
};
