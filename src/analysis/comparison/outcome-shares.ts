import { rollup } from 'd3-array';
import type { TrialRecord } from '../../journal/trial-record.js';
import { OUTCOMES, type OutcomeKind } from '../../plan/outcome.js';
import { fisherExact, type FisherTest } from '../fisher/fisher-exact.js';
import { wilsonInterval } from '../numerics/wilson.js';

/** How many of a group's trials ended in one way. */
export interface OutcomeShare {
  readonly outcome: OutcomeKind;
  readonly count: number;
  readonly share: number;
  /** Wilson's 95 % interval. */
  readonly interval: readonly [lower: number, upper: number];
}

const countsOf = (trials: readonly Pick<TrialRecord, 'outcome'>[]) =>
  rollup(
    trials,
    (same) => same.length,
    ({ outcome }) => outcome.kind,
  );

/**
 * The shares of the outcomes of trials that are data.
 *
 * @returns the outcomes that occur, the most frequent first
 */
export const outcomeShares = (
  trials: readonly Pick<TrialRecord, 'outcome'>[],
): readonly OutcomeShare[] =>
  [...countsOf(trials)]
    .map(([outcome, count]) => ({
      outcome,
      count,
      share: count / trials.length,
      interval: wilsonInterval(count, trials.length),
    }))
    .sort((a, b) => b.count - a.count);

/**
 * Tests whether groups of trials end alike.
 *
 * @param groups - the trials of each group that are data
 * @returns nothing where all trials end in the same way, or where only one group has
 *   trials
 */
export const testOutcomes = (
  groups: readonly (readonly Pick<TrialRecord, 'outcome'>[])[],
): FisherTest | undefined => {
  const counts = groups.filter((trials) => trials.length > 0).map(countsOf);
  const kinds = OUTCOMES.filter((kind) => counts.some((count) => count.has(kind)));
  if (counts.length < 2 || kinds.length < 2) return undefined;
  return fisherExact(counts.map((count) => kinds.map((kind) => count.get(kind) ?? 0)));
};
