import { isCensored } from '../plan/outcome.js';
import type { TrialResult } from '../trial/run-trial.js';
import type { Snapshot } from '../trial/snapshot.js';
import { RECORD_SCHEMA, type Measurement, type TrialRecord } from './trial-record.js';

const NS_PER_MS = 1e6;

const measurementsOf = ({
  telemetry: { values, histograms },
}: Snapshot): Record<string, Measurement> =>
  Object.fromEntries([
    ...values.map(({ name, unit, value }) => [name, { unit, value }]),
    ...histograms.map(({ name, unit, ...histogram }) => [name, { unit, histogram }]),
  ]) as Record<string, Measurement>;

/** Where a trial belongs: its run, its index in the plan, and its fixture's build. */
export interface TrialPlace {
  readonly run: string;
  readonly trial: number;
  readonly fixtureHash: string;
}

/** The line that the journal keeps of a trial. */
export const recordOf = (
  { trial: { cell, block, seed }, startedAt, outcome, snapshot }: TrialResult,
  { run, trial, fixtureHash }: TrialPlace,
): TrialRecord => {
  const { telemetry } = snapshot;
  return {
    schema: RECORD_SCHEMA,
    run,
    trial,
    block,
    ...cell,
    seed,
    fixtureHash,
    startedAt: startedAt.toISOString(),
    durationMs: snapshot.durationNs / NS_PER_MS,
    sent: telemetry.sent,
    received: telemetry.received,
    attempts: telemetry.attempts,
    skipped: telemetry.skipped,
    caught: telemetry.caught,
    preempts: telemetry.completed,
    verifiedPieces: telemetry.verifiedPieces,
    lastVerifiedAttempt: telemetry.lastVerifiedAttempt,
    outcome,
    censored: isCensored(outcome.kind),
    measurements: measurementsOf(snapshot),
    loadBase: telemetry.loadBase,
    lastInterrupted: telemetry.lastInterrupted,
    ...(telemetry.fault && {
      fault: { address: telemetry.fault.address, pc: telemetry.fault.pc },
    }),
  };
};
