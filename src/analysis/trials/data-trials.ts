import type { TrialRecord } from '../../journal/trial-record.js';

/** Of trials, those that are data: a fault of the harness says nothing of its subject. */
export const dataOf = <T extends Pick<TrialRecord, 'outcome'>>(
  trials: readonly T[],
): readonly T[] => trials.filter(({ outcome }) => outcome.kind !== 'harness-fault');
