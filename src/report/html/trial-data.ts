import type { RecordedRun } from '../../journal/reader.js';
import type { TrialRecord } from '../../journal/trial-record.js';
import { cellKey } from '../../plan/cell.js';
import type { Experiment } from '../../plan/definition.js';
import { describeDriven, describeSubject } from '../text/describe.js';
import { printable } from '../../printable.js';

/** Values that many rows share, each stored once; rows refer to them by index. */
class Distinct<T> {
  readonly values: T[] = [];
  readonly #places = new Map<string, number>();

  placeOf(key: string, make: () => T): number {
    const known = this.#places.get(key);
    if (known !== undefined) return known;
    this.#places.set(key, this.values.length);
    return this.values.push(make()) - 1;
  }
}

/**
 * A trial: the indices of its run, cell, outcome and message, with its figures in
 * between.
 */
export type TrialRow = readonly [
  run: number,
  trial: number,
  cell: number,
  outcome: number,
  attempts: number,
  preempts: number,
  durationMs: number,
  message: number,
];

/** Every trial, in as little space as possible; the page's script knows this shape. */
export interface TrialData {
  readonly runs: readonly string[];
  readonly cells: readonly (readonly [
    experiment: string,
    variant: string,
    subject: string,
  ])[];
  readonly outcomes: readonly string[];
  /** The first message is empty. */
  readonly messages: readonly string[];
  readonly rows: readonly TrialRow[];
}

/** Longer messages are cut; the record has them in full. */
const MOST_LETTERS = 300;

const messageOf = ({ outcome: { message, signal } }: TrialRecord): string =>
  printable((message ?? signal ?? '').slice(0, MOST_LETTERS));

/** Packs all trials for the table with filters. */
export const packTrials = (
  runs: readonly RecordedRun[],
  experiments: readonly Experiment[],
): TrialData => {
  const [names, outcomes, messages] = [
    new Distinct<string>(),
    new Distinct<string>(),
    new Distinct<string>(),
  ];
  const cells = new Distinct<TrialData['cells'][number]>();
  messages.placeOf('', () => '');
  const cellOf = (trial: TrialRecord): TrialData['cells'][number] => {
    const experiment = experiments.find(({ name }) => name === trial.experiment);
    const words = [trial.experiment, describeDriven(trial, experiment)] as const;
    return [printable(words[0]), words[1], describeSubject(trial.subject)];
  };
  const rows = runs.flatMap(({ manifest, trials }) =>
    trials.map((trial): TrialRow => {
      const message = messageOf(trial);
      const { kind } = trial.outcome;
      return [
        names.placeOf(manifest.run, () => printable(manifest.run)),
        trial.trial,
        cells.placeOf(cellKey(trial), () => cellOf(trial)),
        outcomes.placeOf(kind, () => kind),
        trial.attempts,
        trial.preempts,
        Math.round(trial.durationMs),
        messages.placeOf(message, () => message),
      ];
    }),
  );
  return {
    runs: names.values,
    cells: cells.values,
    outcomes: outcomes.values,
    messages: messages.values,
    rows,
  };
};
