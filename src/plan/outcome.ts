/** How a trial can end. Only `harness-fault` is not data. */
export const OUTCOMES = [
  'survived',
  'finished',
  'timed-out',
  'unhandled',
  'fatal-error',
  'crashed',
  'hung',
  'wrong-result',
  'stack-overflow',
  'harness-fault',
] as const;
export type OutcomeKind = (typeof OUTCOMES)[number];

/** Ends after which more preempts might have followed: the trial is right-censored. */
const CENSORED: readonly OutcomeKind[] = ['survived', 'finished', 'timed-out'];

export const isCensored = (kind: OutcomeKind): boolean => CENSORED.includes(kind);
