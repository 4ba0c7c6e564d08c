import type { OutcomeKind } from '../../plan/outcome.js';

/**
 * Each colour has a contrast of at least 3 to 1 against white and against near-black
 * (WCAG 2.2, 1.4.11). People who see red or green differently can tell them apart, and
 * the dashes differ as well.
 */
const SERIES = ['#3b82c4', '#c9661a', '#2e9469', '#9a6bd1', '#c9486a', '#7d7d7d'];
const DASHES = ['none', '7 3', '2 3', '9 3 2 3', '4 2', '1 2'];

export interface SeriesStyle {
  readonly colour: string;
  /** In the form of `stroke-dasharray`. */
  readonly dashes: string;
}

/** How many series have a look of their own. */
export const MOST_SERIES = SERIES.length;

/** The look of a series, by its place. */
export const seriesStyle = (place: number): SeriesStyle => ({
  colour: SERIES[place % SERIES.length] ?? 'currentColor',
  dashes: DASHES[place % DASHES.length] ?? 'none',
});

/** Outcomes that are not failures are green or nearly so. */
export const OUTCOME_COLOURS: Readonly<Record<OutcomeKind, string>> = {
  survived: '#2e9469',
  finished: '#5a8f3c',
  'timed-out': '#9c8a1e',
  unhandled: '#9a6bd1',
  'fatal-error': '#a8674f',
  crashed: '#c9486a',
  hung: '#c9661a',
  'wrong-result': '#3b82c4',
  'stack-overflow': '#2b98a8',
  'harness-fault': '#7d7d7d',
};
