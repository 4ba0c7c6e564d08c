import type { TrialRecord } from '../../journal/trial-record.js';
import type { Rule } from '../../plan/claim.js';
import { meets } from './share.js';
import { FIRST_TRIALS, undecided, type Judgement } from './verdict.js';

type EveryRule = Extract<Rule, { kind: 'every' }>;

/** Judges whether every trial meets a condition. */
export const judgeEvery = (
  { of }: EveryRule,
  trials: readonly TrialRecord[],
): Judgement => {
  const n = trials.length;
  const hits = trials.filter((trial) => meets(trial, of)).length;
  const evidence = n === 0 ? 'no trials' : `${hits} of ${n} trials`;
  if (hits < n) return { verdict: 'refuted', evidence };
  return n < FIRST_TRIALS
    ? undecided(evidence, FIRST_TRIALS - n)
    : { verdict: 'holds', evidence };
};
