import { plot, type PlotOptions } from '@observablehq/plot';
import { compactCoordinates } from './compact-coordinates.js';
import { document, svgElement } from '../dom.js';
import { drawLegend, type LegendEntry } from './legend.js';

/** The title of a picture, and what readers who cannot see it are told instead. */
export interface PictureText {
  /** Made of letters, digits and dashes, and unique on the page. */
  readonly id: string;
  readonly title: string;
  readonly description: string;
}

const FONT_SIZE = 12;
const GAP_BELOW_LEGEND = 30;
const MARGIN_LEFT = 48;
const MARGIN_RIGHT = 16;

/** The library would put the label where the legend is. */
const drawLabel = (label: string, legendHeight: number): SVGElement =>
  svgElement('text', { x: 4, y: legendHeight + 14, 'text-anchor': 'start' }, label);

const describe = (svg: SVGSVGElement, { id, title, description }: PictureText): void => {
  svg.setAttribute('role', 'img');
  svg.setAttribute('aria-labelledby', `${id}-title ${id}-desc`);
  svg.prepend(
    svgElement('title', { id: `${id}-title` }, title),
    svgElement('desc', { id: `${id}-desc` }, description),
  );
};

type Drawing = PlotOptions & {
  readonly width: number;
  /** What the vertical axis shows. */
  readonly vertical?: string;
};

/**
 * Draws a picture with a legend above it. The same options give the same bytes: nothing
 * in it is measured or random.
 *
 * @param options - as the plotting library takes them, with a width
 */
export const drawPlot = (
  text: PictureText,
  legend: readonly LegendEntry[],
  { vertical, ...options }: Drawing,
): SVGSVGElement => {
  const { width, marginLeft = MARGIN_LEFT, marginRight = MARGIN_RIGHT } = options;
  const { element, height } = drawLegend(legend, 4, width - 4);
  const svg = plot({
    marginBottom: 40,
    ...options,
    ...{ document, marginLeft, marginRight },
    marginTop: height + (options.marginTop ?? GAP_BELOW_LEGEND),
    y: { ...options.y, label: null },
    style: { fontSize: `${FONT_SIZE}px`, overflow: 'visible' },
  }) as SVGSVGElement;
  svg.append(element);
  if (vertical !== undefined) svg.append(drawLabel(`↑ ${vertical}`, height));
  describe(svg, text);
  compactCoordinates(svg);
  return svg;
};
