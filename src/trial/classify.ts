import os from 'node:os';
import type { OutcomeKind } from '../plan/outcome.js';
import type { Snapshot } from './snapshot.js';

export interface Outcome {
  readonly kind: OutcomeKind;
  readonly signal?: string;
  readonly exitCode?: number;
  readonly message?: string;
}

/** How far below the lowest stack address a fault still counts as a stack overflow. */
const STACK_GUARD_BYTES = 1 << 20;

const declared: Partial<Record<Snapshot['telemetry']['state'], OutcomeKind>> = {
  reachedCap: 'survived',
  finished: 'finished',
  unhandled: 'unhandled',
  wrongResult: 'wrong-result',
  stackOverflow: 'stack-overflow',
  fatalError: 'fatal-error',
};

const signalName = (number: number): string => {
  const known = Object.entries(os.constants.signals).find(([, n]) => n === number);
  return known?.[0] ?? `signal ${number}`;
};

/** Printed by `caml_fatal_error` and by OCaml's handler of uncaught exceptions. */
const fatalError = (output: string): string | undefined =>
  output.split('\n').findLast((line) => line.startsWith('Fatal error: '));

const overflowedStack = ({ telemetry }: Snapshot): boolean => {
  if (!telemetry.fault) return false;
  const fault = Number(telemetry.fault.address);
  const low = Number(telemetry.stackLow);
  return low > 0 && fault < low && fault >= low - STACK_GUARD_BYTES;
};

const exitOf = ({ exitSignal, exitCode }: Snapshot): Partial<Outcome> => ({
  ...(exitSignal !== undefined && { signal: signalName(exitSignal) }),
  ...(exitCode !== undefined && { exitCode }),
});

const harnessFault = (snapshot: Snapshot, message: string): Outcome => ({
  kind: 'harness-fault',
  ...exitOf(snapshot),
  message,
});

/** The fixture had said how its task ended; whatever happens after that is not data. */
const afterDeclaredEnd = (snapshot: Snapshot, kind: OutcomeKind): Outcome => {
  const { message } = snapshot.telemetry;
  if (snapshot.end !== 'exited' || snapshot.exitSignal !== undefined) {
    return harnessFault(snapshot, `did not leave after it ended as ${kind}`);
  }
  if (kind === 'stack-overflow' || kind === 'fatal-error' || message !== '') {
    return { kind, ...exitOf(snapshot), message };
  }
  return { kind, ...exitOf(snapshot) };
};

/** The process ended in the middle of its task. */
const whileRunning = (snapshot: Snapshot): Outcome => {
  const exit = exitOf(snapshot);
  const fatal = fatalError(snapshot.output);
  if (fatal !== undefined) return { kind: 'fatal-error', ...exit, message: fatal };
  if (exit.signal === undefined) {
    const message = 'the process left in the middle of its task';
    return { kind: 'crashed', ...exit, message };
  }
  return { kind: overflowedStack(snapshot) ? 'stack-overflow' : 'crashed', ...exit };
};

/** Whether a count stands at the largest number that the runner writes. None gets there by
 * counting: the fixture has written over its telemetry. */
const isOverwritten = ({ telemetry }: Snapshot): boolean => {
  const { histograms } = telemetry;
  const counts = [
    ...Object.values(telemetry),
    ...histograms.flatMap(({ sum, max, buckets }) => [sum, max, ...buckets.flat()]),
  ];
  return counts.includes(Number.MAX_SAFE_INTEGER);
};

/** Says how a trial ended, from what the runner saw and what the fixture left behind. */
export const classify = (snapshot: Snapshot): Outcome => {
  const { end, telemetry } = snapshot;
  if (end === 'notLaunched') {
    return harnessFault(snapshot, `could not be launched: errno ${snapshot.launchErrno}`);
  }
  if (isOverwritten(snapshot)) {
    return harnessFault(snapshot, 'the fixture wrote over its telemetry');
  }
  if (end === 'wall') return { kind: 'timed-out' };
  const kind = declared[telemetry.state];
  if (kind) return afterDeclaredEnd(snapshot, kind);
  if (telemetry.state === 'starting') {
    const words = snapshot.output.trim().split('\n').at(-1) ?? '';
    const when = end === 'neverRan' ? 'in time' : 'before it ended';
    return harnessFault(snapshot, `never ran ${when}${words && `: ${words}`}`);
  }
  return end === 'hung' ? { kind: 'hung' } : whileRunning(snapshot);
};
