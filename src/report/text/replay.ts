import chalk from 'chalk';
import type { TrialRecord } from '../../journal/trial-record.js';
import type { TrialResult } from '../../trial/run-trial.js';
import { plainTable } from './plain-table.js';
import { wrapText } from './wrap.js';
import { describeVariant } from './describe.js';
import { formatCount } from './format.js';
import { printable } from '../../printable.js';

type Ending = Pick<
  TrialRecord,
  'outcome' | 'received' | 'attempts' | 'skipped' | 'caught' | 'preempts'
>;

const endingOf = ({ outcome, snapshot: { telemetry } }: TrialResult): Ending => ({
  outcome,
  received: telemetry.received,
  attempts: telemetry.attempts,
  skipped: telemetry.skipped,
  caught: telemetry.caught,
  preempts: telemetry.completed,
});

const describeOutcome = ({ kind, signal, exitCode, message }: Ending['outcome']) =>
  [kind, signal, exitCode && `exit ${exitCode}`, message && printable(message)]
    .filter(Boolean)
    .join(', ');

const COLUMNS = [
  { title: '', width: 12 },
  { title: 'recorded', width: 32 },
  { title: 'replayed', width: 32 },
] as const;

const COUNTS = ['received', 'attempts', 'skipped', 'caught', 'preempts'] as const;

/** A trial's record beside its replay, for a terminal. */
export const describeReplay = (record: TrialRecord, result: TrialResult): string => {
  const replayed = endingOf(result);
  const title =
    `trial ${record.trial} of ${record.run}: ${record.experiment} ` +
    `(${describeVariant(record.variant, undefined)})`;
  const counts = COUNTS.map((name) => [
    name,
    formatCount(record[name]),
    formatCount(replayed[name]),
  ]);
  const ends = [record, replayed].map(({ outcome }) => describeOutcome(outcome));
  return (
    `${chalk.bold(wrapText(title))}\n\n` +
    plainTable(COLUMNS, [['outcome', ...ends], ...counts])
  );
};

/** The same as `replay --json` gives it. */
export const replayJson = (record: TrialRecord, result: TrialResult) => ({
  run: record.run,
  trial: record.trial,
  seed: record.seed,
  recorded: Object.fromEntries(
    (['outcome', ...COUNTS] as const).map((name) => [name, record[name]]),
  ),
  replayed: endingOf(result),
});
