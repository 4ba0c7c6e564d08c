import { formatCount, formatDuration } from '../../report/text/format.js';
import type { OutcomeKind } from '../../plan/outcome.js';
import type { TrialObserver } from '../../run/perform.js';
import { startStatus } from '../status.js';

const BAR_WIDTH = 30;

/** Shows the progress of a run on standard error. */
export interface LiveDisplay extends TrialObserver {
  readonly stop: () => void;
}

const bar = (count: number, largest: number): string =>
  '█'.repeat(Math.max(1, Math.round((count / largest) * BAR_WIDTH)));

const histogram = (outcomes: ReadonlyMap<OutcomeKind, number>): string => {
  const largest = Math.max(...outcomes.values());
  return [...outcomes]
    .sort(([, a], [, b]) => b - a)
    .map(([kind, count]) => `\n  ${kind.padEnd(14)} ${bar(count, largest)} ${count}`)
    .join('');
};

/**
 * Starts a display of a run: trials done, preempts and outcomes so far, time left.
 *
 * @param total - the number of trials to run
 */
export const startLiveDisplay = (total: number): LiveDisplay => {
  const startedAt = Date.now();
  const outcomes = new Map<OutcomeKind, number>();
  let done = 0;
  let skipped = 0;
  let preempts = 0;
  const text = (): string => {
    const elapsed = Date.now() - startedAt;
    const wanted = total - skipped;
    const left = (elapsed / done) * (wanted - done);
    return (
      `${formatCount(done)} of ${formatCount(wanted)} trials, ` +
      `${formatCount(preempts)} preempts, ${formatDuration(elapsed)} elapsed` +
      (done === 0 || done === wanted ? '' : `, about ${formatDuration(left)} left`) +
      histogram(outcomes)
    );
  };
  const status = startStatus(text);
  return {
    add: ({ outcome, preempts: survived }) => {
      done += 1;
      preempts += survived;
      outcomes.set(outcome.kind, (outcomes.get(outcome.kind) ?? 0) + 1);
    },
    skip: () => {
      skipped += 1;
    },
    stop: () => {
      status.end(done + skipped === total);
    },
  };
};
