import ora from 'ora';
import prettyMs from 'pretty-ms';
import type { OutcomeKind } from '../../trial/classify.js';
import type { TrialResult } from '../../trial/run-trial.js';
import { formatCount } from '../../report/words.js';

const BAR_WIDTH = 30;
const REFRESH_MS = 200;
/** Without a terminal, a line every so often. */
const PLAIN_LINE_EVERY_MS = 15_000;

/** Shows how a run is getting on, on standard error. */
export interface LiveDisplay {
  /** A trial is over and recorded. */
  add: (result: TrialResult) => void;
  stop: () => void;
}

const bar = (count: number, largest: number): string =>
  '█'.repeat(Math.max(1, Math.round((count / largest) * BAR_WIDTH)));

const histogram = (outcomes: ReadonlyMap<OutcomeKind, number>): string => {
  const largest = Math.max(...outcomes.values());
  return [...outcomes]
    .sort(([, a], [, b]) => b - a)
    .map(([kind, count]) => `  ${kind.padEnd(14)} ${bar(count, largest)} ${count}`)
    .join('\n');
};

const duration = (ms: number): string => prettyMs(ms, { secondsDecimalDigits: 0 });

/**
 * Starts a display of a run: trials done, preempts and outcomes so far, time left; on a
 * terminal redrawn in place, elsewhere as a plain line now and then.
 *
 * @param total - the trials to be run
 */
export const startLiveDisplay = (total: number): LiveDisplay => {
  const startedAt = Date.now();
  const outcomes = new Map<OutcomeKind, number>();
  let done = 0;
  let preempts = 0;
  const summary = (): string => {
    const elapsed = Date.now() - startedAt;
    const left = done === 0 ? undefined : (elapsed / done) * (total - done);
    return (
      `${formatCount(done)} of ${formatCount(total)} trials, ` +
      `${formatCount(preempts)} preempts, ${duration(elapsed)} elapsed` +
      (left === undefined || done === total ? '' : `, about ${duration(left)} left`)
    );
  };
  const spinner = ora({ stream: process.stderr, text: summary(), discardStdin: false });
  spinner.start();
  const animated = spinner.isSpinning;
  const show = (): void => {
    if (animated) spinner.text = `${summary()}\n${histogram(outcomes)}`;
    else process.stderr.write(`  ${summary()}\n`);
  };
  const timer = setInterval(show, animated ? REFRESH_MS : PLAIN_LINE_EVERY_MS);
  return {
    add: ({ outcome, snapshot }) => {
      done += 1;
      preempts += snapshot.telemetry.completed;
      outcomes.set(outcome.kind, (outcomes.get(outcome.kind) ?? 0) + 1);
    },
    stop: () => {
      clearInterval(timer);
      const complete = done === total;
      spinner.stopAndPersist({ symbol: complete ? '✔' : '✖', text: summary() });
    },
  };
};
