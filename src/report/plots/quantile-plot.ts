import { dot, gridX, gridY, line } from '@observablehq/plot';
import { max } from 'd3-array';
import type { GroupAnalysis } from '../../analysis/lifetimes/analyse.js';
import { exponentialQuantiles } from '../../analysis/lifetimes/exponential-quantiles.js';
import { formatCount } from '../text/format.js';
import { seriesStyle } from './colours.js';
import { drawPlot, type PictureText } from './draw.js';

const SYMBOLS = ['circle', 'triangle', 'square', 'diamond', 'cross', 'plus'] as const;

/** Failures at only one or two attempts lie on any line. */
const FEWEST_TIMES = 3;

const DESCRIPTION =
  'Each point is an attempt at which trials failed, over the one at which as many would ' +
  'have, were the probability to fail the same at every attempt. Points on the line agree ' +
  'with an exponential distribution.';

/**
 * Lifetimes against the exponential distribution fitted to them. The colours are those of
 * the survival curves of the same groups.
 *
 * @returns nothing where trials failed at fewer than three different attempts
 */
export const quantilePlot = (
  text: Omit<PictureText, 'description'>,
  groups: readonly GroupAnalysis[],
  size: { readonly width: number; readonly height: number },
): SVGSVGElement | undefined => {
  const series = groups.flatMap(({ name, curve, exponential }, place) =>
    exponential && curve.times.length >= FEWEST_TIMES
      ? [{ name, place, pairs: exponentialQuantiles(curve, exponential) }]
      : [],
  );
  if (series.length === 0) return undefined;
  const pairs = series.flatMap((each) => each.pairs);
  const end = max(pairs, ({ observed, expected }) => Math.max(observed, expected)) ?? 1;
  const legend = series.map(({ name, place }) => ({
    name,
    colour: seriesStyle(place).colour,
  }));
  const axis = { domain: [0, end * 1.02], ticks: 5, tickFormat: formatCount };
  return drawPlot({ ...text, description: DESCRIPTION }, legend, {
    ...size,
    marginLeft: 60,
    x: { ...axis, label: 'attempts, if exponential' },
    y: axis,
    vertical: 'attempts, observed',
    marks: [
      gridX({ ticks: 5 }),
      gridY({ ticks: 5 }),
      line(
        [
          [0, 0],
          [end, end],
        ],
        { stroke: 'currentColor', strokeOpacity: 0.6 },
      ),
      ...series.map((each) =>
        dot(each.pairs, {
          ...{ x: 'expected', y: 'observed', r: 2.2 },
          symbol: SYMBOLS[each.place % SYMBOLS.length] ?? 'circle',
          stroke: seriesStyle(each.place).colour,
        }),
      ),
    ],
  });
};
