import type { TrialRecord } from '../journal/trial-record.js';

/** The part of a trial that settling looks at. */
export type EndedTrial = Pick<TrialRecord, 'outcome' | 'preempts' | 'censored'>;

/**
 * Whether trials of one cell ended alike: with the same outcome and, if they failed,
 * after the same number of preempts. More of them would hardly tell more.
 */
export const endedAlike = (trials: readonly EndedTrial[]): boolean => {
  const ends = trials.map(({ outcome, preempts, censored }) =>
    JSON.stringify([outcome.kind, censored ? null : preempts]),
  );
  return new Set(ends).size <= 1;
};
