import type { TrialRecord } from '../journal/trial-record.js';

/** What settling looks at of a trial. */
export type EndedTrial = Pick<TrialRecord, 'outcome' | 'preempts' | 'censored'>;

/**
 * Whether trials of one cell ended alike: the same outcome, and where they failed the
 * same number of preempts before. More of them would hardly tell more.
 */
export const endedAlike = (trials: readonly EndedTrial[]): boolean => {
  const ends = trials.map(({ outcome, preempts, censored }) =>
    JSON.stringify([outcome.kind, censored ? null : preempts]),
  );
  return new Set(ends).size <= 1;
};
