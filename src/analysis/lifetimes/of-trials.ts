import type { TrialRecord } from '../../journal/trial-record.js';
import { dataOf } from '../trials/data-trials.js';
import type { CausedLifetime } from './cumulative-incidence.js';
import type { Lifetime } from './life-table.js';

/** What a lifetime is derived from. */
type Ended = Pick<TrialRecord, 'attempts' | 'censored' | 'outcome'>;

/**
 * How to treat trials that timed out. Slow trials may differ from others, so figures are
 * available both ways.
 */
export type TimedOut = 'censored' | 'failed';

/**
 * Trials as lifetimes. Exposure is counted in attempts. A trial dies at its first attempt
 * at the earliest; one that reaches its cap is censored there. Harness faults are not
 * data.
 */
export const lifetimesOf = (
  trials: readonly Ended[],
  timedOut: TimedOut = 'censored',
): readonly Lifetime[] =>
  dataOf(trials).map(({ attempts, censored, outcome }) => ({
    time: Math.max(1, attempts),
    failed: !censored || (timedOut === 'failed' && outcome.kind === 'timed-out'),
  }));

/** The same with the outcomes that they died of, which compete. */
export const causedLifetimesOf = (trials: readonly Ended[]): readonly CausedLifetime[] =>
  dataOf(trials).map(({ attempts, censored, outcome }) => ({
    time: Math.max(1, attempts),
    ...(!censored && { cause: outcome.kind }),
  }));
