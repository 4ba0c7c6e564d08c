import type { RecordedRun } from '../../journal/reader.js';
import type { TrialRecord } from '../../journal/trial-record.js';
import { lifetimesOf } from '../../analysis/lifetimes/of-trials.js';
import { printable } from '../../printable.js';
import type { Column, Value } from './column.js';

/** A trial with the run that it belongs to. */
export interface ExportedTrial {
  readonly trial: TrialRecord;
  readonly manifest: RecordedRun['manifest'];
}

type TrialColumn = Column<ExportedTrial>;

const text = (
  name: string,
  about: string,
  of: (row: ExportedTrial) => string | null | undefined,
): TrialColumn => ({ name, type: 'text', about, of: (row) => of(row) ?? null });

const json = (
  name: string,
  about: string,
  of: (row: ExportedTrial) => object,
): TrialColumn => ({ name, type: 'json', about, of });

const integer = (
  name: string,
  unit: string,
  about: string,
  of: (row: ExportedTrial) => Value | undefined,
): TrialColumn => ({ name, type: 'integer', unit, about, of: (row) => of(row) ?? null });

const IDENTITY: readonly TrialColumn[] = [
  text('run', 'name of the run', ({ trial }) => trial.run),
  integer('trial', '', 'index in the plan of the run', ({ trial }) => trial.trial),
  integer('block', '', 'randomised complete block', ({ trial }) => trial.block),
  {
    name: 'startedAt',
    type: 'time',
    about: 'when the trial began, in UTC',
    of: ({ trial }) => trial.startedAt,
  },
  {
    name: 'durationMs',
    type: 'number',
    unit: 'ms',
    about: 'how long it took, from launch to reaping',
    of: ({ trial }) => trial.durationMs,
  },
];

const CELL: readonly TrialColumn[] = [
  text('experiment', 'name of the experiment', ({ trial }) => trial.experiment),
  json('variant', 'knobs with their values', ({ trial }) => trial.variant),
  text(
    'subjectKind',
    'what it is about: ocaml, generator',
    (row) => row.trial.subject.kind,
  ),
  text('subjectVersion', 'version of that', ({ trial }) => trial.subject.version),
  text('driver', 'who sends the signals', ({ trial }) => trial.driver),
  {
    name: 'rateHz',
    type: 'number',
    unit: 'Hz',
    about: 'signals asked for',
    of: ({ trial }) => trial.rateHz,
  },
  integer(
    'cap',
    'attempts',
    'after which a trial has survived',
    ({ trial }) => trial.cap,
  ),
  text(
    'fixtureHash',
    'content of the build of the fixture',
    (row) => row.trial.fixtureHash,
  ),
  integer('seed', '', 'of the jitter of the signals', ({ trial }) => trial.seed),
];

/** The lifetime as the analyses see it; a harness fault is not a lifetime. */
const lifetimeOf = ({ trial }: ExportedTrial) => lifetimesOf([trial])[0];

const ENDING: readonly TrialColumn[] = [
  text('outcome', 'how it ended (METHODS.md, Outcomes)', (row) => row.trial.outcome.kind),
  {
    name: 'censored',
    type: 'boolean',
    about: 'more preempts might have followed',
    of: ({ trial }) => trial.censored,
  },
  integer(
    'time',
    'attempts',
    'survival time: attempts, at least 1; none for harness-fault, which is no data',
    (row) => lifetimeOf(row)?.time,
  ),
  integer(
    'event',
    '',
    '1 failed at time, 0 censored there; none for harness-fault',
    (row) => {
      const lifetime = lifetimeOf(row);
      return lifetime && Number(lifetime.failed);
    },
  ),
  text('signal', 'that killed it', ({ trial }) => trial.outcome.signal),
  integer('exitCode', '', 'where it exited', ({ trial }) => trial.outcome.exitCode),
  text('message', 'what it said; control characters as \\x1b', ({ trial }) =>
    trial.outcome.message === undefined ? null : printable(trial.outcome.message),
  ),
];

const COUNTS: readonly TrialColumn[] = [
  integer(
    'sent',
    'signals',
    'sent; they coalesce, so never a denominator',
    (row) => row.trial.sent,
  ),
  integer(
    'received',
    'entries',
    'of the handler on the target thread',
    (row) => row.trial.received,
  ),
  integer(
    'attempts',
    'entries',
    'of the handler that went for a preempt',
    (row) => row.trial.attempts,
  ),
  integer(
    'skipped',
    'entries',
    'of the handler that were filtered out',
    (row) => row.trial.skipped,
  ),
  integer('caught', 'effects', 'that reached the scheduler', ({ trial }) => trial.caught),
  integer(
    'preempts',
    'preempts',
    'completed: the interrupted code ran on',
    (row) => row.trial.preempts,
  ),
  integer(
    'verifiedPieces',
    'pieces',
    'of work found right',
    (row) => row.trial.verifiedPieces,
  ),
  integer(
    'lastVerifiedAttempt',
    'attempts',
    'when work was last found right',
    ({ trial }) => trial.lastVerifiedAttempt,
  ),
];

const DETAILS: readonly TrialColumn[] = [
  json(
    'measurements',
    'what the fixture and the harness measured, by name, as in trial.schema.json',
    ({ trial }) => trial.measurements,
  ),
  text(
    'loadBase',
    'load address of the fixture, hexadecimal',
    ({ trial }) => trial.loadBase,
  ),
  json(
    'lastInterrupted',
    'program counters and stack pointers of the last interruptions',
    ({ trial }) => trial.lastInterrupted,
  ),
  text('faultAddress', 'address of a fatal access', ({ trial }) => trial.fault?.address),
  text('faultPc', 'program counter of that access', ({ trial }) => trial.fault?.pc),
];

const RUN: readonly TrialColumn[] = [
  text(
    'machine',
    'equal where kernel, processor and memory are',
    (row) => row.manifest.machine.id,
  ),
  text('kernel', 'of the machine', ({ manifest }) => manifest.machine.kernel),
  text('cpu', 'model of its processor', ({ manifest }) => manifest.machine.cpu),
  integer('cores', 'cores', 'that it has', ({ manifest }) => manifest.machine.cores),
  text('labVersion', 'version of preempt-lab', ({ manifest }) => manifest.lab.version),
  text(
    'labRevision',
    'its git commit, where known',
    ({ manifest }) => manifest.lab.revision,
  ),
];

/** Every column of an exported trial. */
export const TRIAL_COLUMNS: readonly TrialColumn[] = [
  ...IDENTITY,
  ...CELL,
  ...ENDING,
  ...COUNTS,
  ...DETAILS,
  ...RUN,
];

/** The trials of runs, in their order. */
export const exportedTrials = (runs: readonly RecordedRun[]): readonly ExportedTrial[] =>
  runs.flatMap(({ manifest, trials }) => trials.map((trial) => ({ trial, manifest })));
