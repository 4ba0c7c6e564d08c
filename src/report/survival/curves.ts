import { max, range } from 'd3-array';
import type { GroupAnalysis } from '../../analysis/lifetimes/analyse.js';
import { survivalAt } from '../../analysis/lifetimes/kaplan-meier.js';
import { printable } from '../words.js';
import { formatFigure, shorten } from './figures.js';

const NAME_WIDTH = 16;
const CURVE_WIDTH = 62;
/** From none to all, by eighths. */
const LEVELS = [' ', '▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'];

const levelOf = (survival: number): string =>
  LEVELS[Math.ceil(survival * (LEVELS.length - 1))] ?? ' ';

/**
 * The survival curves below one another, a bar for each step of time; they end where the
 * last trial of a group ended.
 */
export const renderCurves = (groups: readonly GroupAnalysis[]): string => {
  const end = max(groups, ({ curve }) => curve.end) ?? 0;
  const lines = groups.map(({ name, curve }) => {
    const bars = range(CURVE_WIDTH)
      .map((step) => (step * end) / (CURVE_WIDTH - 1))
      .map((time) => (time > curve.end ? '·' : levelOf(survivalAt(curve, time))));
    const label = shorten(printable(name), NAME_WIDTH).padEnd(NAME_WIDTH);
    return `${label}  ${bars.join('')}`.trimEnd();
  });
  const axis = `${' '.repeat(NAME_WIDTH + 2)}0${formatFigure(end).padStart(CURVE_WIDTH - 1)}`;
  return `${[...lines, axis].join('\n')}\n`;
};
