import type { TrialRecord } from '../../journal/trial-record.js';
import type { Condition, Rule } from '../../plan/claim.js';
import { ALPHA } from '../numerics/alpha.js';
import { wilsonInterval } from '../numerics/wilson.js';
import { leastAlpha } from './least-alpha.js';
import { FEWEST_TRIALS, undecided, type Judgement, type Verdict } from './verdict.js';

type ShareRule = Extract<Rule, { kind: 'share' }>;

const inRange = (value: number, [min, max]: readonly [number, number]): boolean =>
  value >= min && value <= max;

/** Whether a trial meets all that a condition asks. */
export const meets = (
  { outcome, preempts, measurements }: TrialRecord,
  condition: Condition,
): boolean => {
  const { outcomes, signal, message, measured } = condition;
  if (outcomes && !outcomes.includes(outcome.kind)) return false;
  if (signal !== undefined && outcome.signal !== signal) return false;
  if (message !== undefined && !outcome.message?.includes(message)) return false;
  if (condition.preempts && !inRange(preempts, condition.preempts)) return false;
  if (!measured) return true;
  const figure = measurements[measured.name];
  const value = figure && 'value' in figure ? figure.value : null;
  return value !== null && inRange(value, measured.range);
};

const verdictOf = (hits: number, n: number, rule: ShareRule, alpha = ALPHA): Verdict => {
  const [lower, upper] = wilsonInterval(hits, n, alpha);
  if (n < FEWEST_TRIALS) return 'undecided';
  if (lower >= rule.holdsFrom) return 'holds';
  if (upper <= rule.refutedBelow) return 'refuted';
  const isBetween = lower > rule.refutedBelow && upper < rule.holdsFrom;
  return isBetween ? 'qualified' : 'undecided';
};

/**
 * The search stops here: a share so near to a threshold that this many trials leave it
 * undecided is not pursued.
 */
const MOST_TRIALS = 1_000_000;

const trialsToDecide = (share: number, from: number, rule: ShareRule): number => {
  let n = from + 1;
  while (n < MOST_TRIALS && verdictOf(share * n, n, rule) === 'undecided') {
    n += Math.ceil(n / 100);
  }
  return n - from;
};

/** Judges the share of trials that meet a condition. */
export const judgeShare = (
  rule: ShareRule,
  trials: readonly TrialRecord[],
): Judgement => {
  const n = trials.length;
  if (n === 0) return undecided('no trials', trialsToDecide(1, 0, rule));
  const hits = trials.filter((trial) => meets(trial, rule.of)).length;
  const verdict = verdictOf(hits, n, rule);
  const bounds = wilsonInterval(hits, n).map((bound) => bound.toFixed(2));
  const evidence = `${hits} of ${n} trials (95 % interval ${bounds.join(' to ')})`;
  return verdict === 'undecided'
    ? undecided(evidence, trialsToDecide(hits / n, n, rule))
    : { verdict, evidence, p: leastAlpha((alpha) => verdictOf(hits, n, rule, alpha)) };
};
