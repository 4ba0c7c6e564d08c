import { gridX, gridY, line, ruleY } from '@observablehq/plot';
import {
  cumulativeShares,
  latenciesOf,
  type Histogram,
} from '../../analysis/trials/histograms.js';
import { formatFigure } from '../survival/figures.js';
import { printable } from '../../printable.js';
import { seriesStyle } from './colours.js';
import { drawPlot, type PictureText } from './draw.js';

/** Latencies of one group, for a curve. */
export interface LatencySeries {
  readonly name: string;
  readonly histogram: Histogram;
}

const describe = ({ name, histogram }: LatencySeries, unit: string): string => {
  const latencies = latenciesOf([histogram]);
  if (!latencies) return '';
  const { p50, p99, max } = latencies;
  const figures = [p50, p99, max].map((figure) => formatFigure(figure));
  return `${printable(name)}: median ${figures[0] ?? ''}, p99 ${figures[1] ?? ''}, most ${figures[2] ?? ''} ${printable(unit)}.`;
};

/** The share of latencies below each value, on a logarithmic axis. */
export const latencyPlot = (
  text: Omit<PictureText, 'description'>,
  series: readonly LatencySeries[],
  unit: string,
  size: { readonly width: number; readonly height: number },
): SVGSVGElement => {
  const legend = series.map(({ name }, place) => ({ name, ...seriesStyle(place) }));
  const description = series.map((each) => describe(each, unit)).join(' ');
  const positive = ({ value }: { value: number }): number => Math.max(1, value);
  return drawPlot({ ...text, description }, legend, {
    ...size,
    x: { type: 'log', label: printable(unit), ticks: 5, tickFormat: '~s' },
    y: { domain: [0, 100], percent: true },
    vertical: '% at or below',
    marks: [
      gridX({ ticks: 5 }),
      gridY({ ticks: 5 }),
      ruleY([0]),
      ...series.map(({ histogram }, place) => {
        const { colour, dashes } = seriesStyle(place);
        return line(cumulativeShares(histogram), {
          ...{ x: positive, y: 'share', curve: 'step-after', stroke: colour },
          ...{ strokeWidth: 2, strokeDasharray: dashes },
        });
      }),
    ],
  });
};
