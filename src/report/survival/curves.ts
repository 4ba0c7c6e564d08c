import { max, range } from 'd3-array';
import type { GroupAnalysis } from '../../analysis/lifetimes/analyse.js';
import { survivalAt } from '../../analysis/lifetimes/kaplan-meier.js';
import { printable } from '../../printable.js';
import { formatFigure, shorten } from './figures.js';

const NAME_WIDTH = 16;
const CURVE_WIDTH = 62;
/** From none to all, by eighths. */
const LEVELS = [' ', '▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'];

/** A share as it changes over time. */
export interface ShareCurve {
  readonly name: string;
  /** Nothing is known beyond this time. */
  readonly end: number;
  readonly at: (time: number) => number;
}

const levelOf = (share: number): string =>
  LEVELS[Math.ceil(share * (LEVELS.length - 1))] ?? ' ';

/**
 * Curves of shares below one another, with a bar for each step of time. A curve ends
 * where what is known of it ends.
 */
export const renderShares = (curves: readonly ShareCurve[]): string => {
  const last = max(curves, ({ end }) => end) ?? 0;
  const lines = curves.map(({ name, end, at }) => {
    const bars = range(CURVE_WIDTH)
      .map((step) => (step * last) / (CURVE_WIDTH - 1))
      .map((time) => (time > end ? '·' : levelOf(at(time))));
    const label = shorten(printable(name), NAME_WIDTH).padEnd(NAME_WIDTH);
    return `${label}  ${bars.join('')}`.trimEnd();
  });
  const axis = `${' '.repeat(NAME_WIDTH + 2)}0${formatFigure(last).padStart(CURVE_WIDTH - 1)}`;
  return `${[...lines, axis].join('\n')}\n`;
};

/** The survival curves of the groups that have lifetimes. */
export const renderCurves = (groups: readonly GroupAnalysis[]): string =>
  renderShares(
    groups
      .filter(({ curve }) => curve.n > 0)
      .map(({ name, curve }) => ({
        name,
        end: curve.end,
        at: (time) => survivalAt(curve, time),
      })),
  );
