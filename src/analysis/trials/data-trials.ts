import type { TrialRecord } from '../../journal/trial-record.js';

/** The trials that are data: a harness fault says nothing about its subject. */
export const dataOf = <T extends Pick<TrialRecord, 'outcome'>>(
  trials: readonly T[],
): readonly T[] => trials.filter(({ outcome }) => outcome.kind !== 'harness-fault');
