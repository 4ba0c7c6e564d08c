import prettyMs from 'pretty-ms';
import { histogramQuantile } from '../analysis/trials/histograms.js';
import { formatCount } from '../report/text/format.js';
import type { Snapshot } from '../trial/snapshot.js';
import type { TrialResult } from '../trial/run-trial.js';
import { fine, type Diagnosis } from './check.js';

/**
 * A free core delivers signals within microseconds, which is enough for the rates of a
 * run.
 */
const SLOW_NS = 1e6;

/** The stack that OCaml 5 gives a new fiber: 64 words. */
const FIBER_BYTES = 512;

const SANDBOX =
  'if this is a container, let it use memfd_create, pidfd_open and tgkill; ' +
  'otherwise use Linux 5.3 or newer';

/** The diagnosis when the trial cannot be run, or its fixture does not survive. */
export const TRIAL_FAILED = { status: 'missing', advice: SANDBOX } as const;

const formatNs = (ns: number): string =>
  prettyMs(ns / 1e6, { formatSubMilliseconds: true, compact: true });

const describeDelay = ({ telemetry }: Snapshot): { text: string; isSlow: boolean } => {
  const histogram = telemetry.histograms.find(({ name }) => name === 'signalDelay');
  if (!histogram) return { text: 'their delay was not measured', isSlow: true };
  const p50 = histogramQuantile(histogram.buckets, 0.5);
  const p99 = histogramQuantile(histogram.buckets, 0.99);
  const text = `delay p50 ${formatNs(p50)}, p99 ${formatNs(p99)}`;
  return { text, isSlow: p50 > SLOW_NS };
};

/** Whether this process sees what a fixture writes into its telemetry. */
export const judgeSharedMemory = ({ outcome, snapshot }: TrialResult): Diagnosis =>
  snapshot.telemetry.state === 'starting'
    ? { ...TRIAL_FAILED, found: outcome.message ?? 'the fixture wrote nothing into it' }
    : fine('the telemetry of a fixture was read (memfd_create, mmap)');

/** Whether signals reach a fixture, and how soon. */
export const judgeSignals = ({ outcome, snapshot }: TrialResult): Diagnosis => {
  if (outcome.kind !== 'survived') {
    const how = [outcome.kind, outcome.message ?? outcome.signal].filter(Boolean);
    return { ...TRIAL_FAILED, found: how.join(': ') };
  }
  const { sent, received } = snapshot.telemetry;
  const { text, isSlow } = describeDelay(snapshot);
  const found = `${formatCount(received)} of ${formatCount(sent)} received, ${text}`;
  if (!isSlow) return fine(found);
  const advice = 'let the machine rest, or use fewer --jobs: high rates will not be kept';
  return { status: 'warning', found, advice };
};

/**
 * What a signal needs on the stack that it interrupts.
 *
 * @param bytes - 0 if the kernel does not report it
 */
export const describeSignalFrame = (bytes: number): Diagnosis =>
  bytes === 0
    ? fine('of a size that this kernel does not tell (5.14 is the first that does)')
    : fine(`${formatCount(bytes)} bytes; a fiber of OCaml starts with ${FIBER_BYTES}`);
