import { trialsByCell } from '../../src/analysis/trials/cell-trials.js';
import type { Manifest } from '../../src/journal/manifest.js';
import type { TrialRecord } from '../../src/journal/trial-record.js';

export const RUN = '20260102T030405Z-callback-0a1b';

const cell = {
  experiment: 'callback',
  variant: { handler: 'plain' },
  subject: { kind: 'ocaml' as const, version: '5.3.0' },
  driver: 'external' as const,
  rateHz: 10_000,
  cap: 3000,
};

/** A record as the journal keeps it, with what a test cares about put in its place. */
export const record = (fields: Partial<TrialRecord> = {}): TrialRecord => ({
  schema: 1,
  run: RUN,
  trial: 0,
  block: 0,
  ...cell,
  seed: 1,
  fixtureHash: 'feedfacecafebeef',
  startedAt: '2026-01-02T03:04:05.000Z',
  durationMs: 12.5,
  sent: 12,
  received: 11,
  attempts: 10,
  skipped: 1,
  caught: 10,
  preempts: 9,
  verifiedPieces: 5,
  lastVerifiedAttempt: 8,
  outcome: { kind: 'crashed', signal: 'SIGSEGV' },
  censored: false,
  measurements: {},
  loadBase: '0x1000',
  lastInterrupted: [{ pc: '0x1234', sp: '0x5678' }],
  ...fields,
});

/** A survivor of 3,000 attempts. */
export const survivor = (fields: Partial<TrialRecord> = {}): TrialRecord =>
  record({
    attempts: 3000,
    preempts: 3000,
    outcome: { kind: 'survived' },
    censored: true,
    ...fields,
  });

/** The manifest of a run with these cells planned. */
export const manifest = (fields: Partial<Manifest> = {}): Manifest => ({
  schema: 1,
  run: RUN,
  startedAt: '2026-01-02T03:04:05.000Z',
  endedAt: '2026-01-02T03:05:05.000Z',
  command: ['run', 'callback'],
  lab: { version: '0.1.0', revision: null, modified: null },
  machine: {
    id: 'abcd1234',
    kernel: 'Linux 6.1',
    cpu: 'A Processor',
    cores: 2,
    memoryBytes: 1,
    minSignalStackBytes: 3376,
  },
  tools: { node: 'v20.0.0', cc: 'cc 12', flags: [] },
  environment: { OCAMLRUNPARAM: null },
  limits: {
    startupS: 1,
    wallS: 1,
    hangS: 1,
    graceS: 1,
    memoryBytes: 1,
    outputBytes: 1,
  },
  jitter: 0.25,
  jobs: 1,
  seed: 1,
  subjects: [{ ...cell.subject, config: {} }],
  plan: [{ cell, trials: 2, fixtureHash: 'feedfacecafebeef' }],
  notApplicable: [],
  ...fields,
});

/** Trials of one run, cell by cell. */
export const cellsOf = (trials: readonly TrialRecord[]) =>
  trialsByCell([{ manifest: manifest(), trials: [...trials] }]);
