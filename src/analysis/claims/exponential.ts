import type { TrialRecord } from '../../journal/trial-record.js';
import type { Rule } from '../../plan/claim.js';
import { failuresIn, lifeTable } from '../lifetimes/life-table.js';
import { lifetimesOf } from '../lifetimes/of-trials.js';
import { judgeFit } from '../lifetimes/shape-verdict.js';
import { fitWeibull } from '../lifetimes/weibull.js';
import { leastAlpha } from './least-alpha.js';
import { FIRST_TRIALS, undecided, type Judgement } from './verdict.js';

type ExponentialRule = Extract<Rule, { kind: 'exponential' }>;

/**
 * The number of failures needed for the interval to lie within the range or to exclude 1.
 * The width of the interval is proportional to one over the square root of that number.
 */
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
 * Judges whether the attempts that trials survived are exponentially distributed, by the
 * shape of a Weibull distribution; the exponential has shape 1. Not rejecting is not
 * confirming: the claim holds only when the interval is narrow.
 */
export const judgeExponential = (
  { shapeWithin }: ExponentialRule,
  trials: readonly TrialRecord[],
): Judgement => {
  const table = lifeTable(lifetimesOf(trials));
  const failures = failuresIn(table);
  const fit = fitWeibull(table);
  if (!fit) return undecided(`${failures} trials failed`, FIRST_TRIALS);
  const { shape, shapeInterval } = fit;
  const [lower, upper] = shapeInterval;
  const evidence =
    `Weibull shape ${shape.toFixed(2)} (95 % interval ${lower.toFixed(2)} to ` +
    `${upper.toFixed(2)}) over ${failures} failures`;
  const verdict = judgeFit(table, fit, shapeWithin);
  if (verdict !== 'undecided') {
    const p = leastAlpha((alpha) =>
      judgeFit(table, fitWeibull(table, alpha), shapeWithin),
    );
    return { verdict, evidence, p };
  }
  const needed = failuresNeeded(failures, shape, shapeInterval, shapeWithin);
  return undecided(evidence, needed - failures);
};
