import type { TrialRecord } from '../../journal/trial-record.js';
import { dataOf } from '../trials/data-trials.js';
import type { CausedLifetime } from './cumulative-incidence.js';
import type { Lifetime } from './life-table.js';

/** What a lifetime is made of. */
type Ended = Pick<TrialRecord, 'attempts' | 'censored' | 'outcome'>;

/** What becomes of trials that ran out of time: slow ones may differ from others, so that
 * figures are to be had both ways. */
export type TimedOut = 'censored' | 'failed';

/**
 * Trials as lifetimes. Exposure is counted in attempts, and a trial died at its first at
 * the earliest; one that reached its cap is censored there. Faults of the harness are no
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
