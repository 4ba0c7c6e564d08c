import {
  areaY,
  gridX,
  gridY,
  line,
  ruleX,
  ruleY,
  type Markish,
} from '@observablehq/plot';
import { max, range } from 'd3-array';
import type { GroupAnalysis } from '../../analysis/lifetimes/analyse.js';
import { formatFigure } from '../survival/figures.js';
import { formatCount } from '../text/format.js';
import { printable } from '../../printable.js';
import { seriesStyle } from './colours.js';
import { drawPlot, type PictureText } from './draw.js';
import { bandOf, censoredOf, FIRST_ATTEMPT, stepsOf } from './survival-steps.js';

/** Half the height of the tick of a censored trial, as a share of all. */
const TICK = 0.018;
const LEAST_DECADES = 1;

const marksOf = (group: GroupAnalysis, place: number): readonly Markish[] => {
  const { colour, dashes } = seriesStyle(place);
  const shared = { x: 'time', curve: 'step-after' } as const;
  return [
    areaY(bandOf(group), {
      ...shared,
      y1: 'lower',
      y2: 'upper',
      fill: colour,
      fillOpacity: 0.15,
    }),
    line(stepsOf(group), {
      ...{ ...shared, y: 'survival', stroke: colour },
      ...{ strokeWidth: 2, strokeDasharray: dashes },
    }),
    ruleX(censoredOf(group), {
      ...{ x: 'time', stroke: colour, strokeWidth: 1.5 },
      y1: ({ survival }: { survival: number }) => survival - TICK,
      y2: ({ survival }: { survival: number }) => survival + TICK,
    }),
  ];
};

/** A sentence for those who do not see the curve. */
const describeCurve = ({ name, curve, median }: GroupAnalysis): string => {
  const counts = `${formatCount(curve.events)} of ${formatCount(curve.n)} trials failed`;
  const half =
    median.time === undefined
      ? `; the longest lasted ${formatCount(curve.end)} attempts`
      : `, half of them by attempt ${formatFigure(median.time, 4)}`;
  return `${printable(name)}: ${counts}${half}.`;
};

const decadesOf = (groups: readonly GroupAnalysis[]): number => {
  const end = max(groups, ({ curve }) => curve.end) ?? FIRST_ATTEMPT;
  return Math.max(LEAST_DECADES, Math.log10(end));
};

/**
 * Curves of survival over attempts, on a logarithmic axis: steps, their 95 % bands, and a
 * tick where trials were censored.
 */
export const survivalPlot = (
  text: Omit<PictureText, 'description'>,
  groups: readonly GroupAnalysis[],
  size: { readonly width: number; readonly height: number },
): SVGSVGElement => {
  const decades = decadesOf(groups);
  const ticks = range(Math.floor(decades) + 1).map((power) => 10 ** power);
  const legend = groups.map(({ name }, place) => ({ name, ...seriesStyle(place) }));
  const description = groups.map(describeCurve).join(' ');
  return drawPlot({ ...text, description }, legend, {
    ...size,
    x: {
      ...{ type: 'log', domain: [FIRST_ATTEMPT, 10 ** decades], label: 'attempts' },
      ...{ ticks, tickFormat: '~s' },
    },
    y: { domain: [0, 100], percent: true, ticks: 5 },
    vertical: '% of trials still alive',
    marks: [
      gridX({ ticks }),
      gridY({ ticks: 5 }),
      ruleY([0]),
      ...groups.flatMap(marksOf),
    ],
  });
};
