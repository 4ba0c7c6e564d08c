import { printable } from '../../printable.js';
import { svgElement } from '../dom.js';

export interface LegendEntry {
  readonly name: string;
  readonly colour: string;
  /** The dashes of a line; an area has none. */
  readonly dashes?: string;
}

const LINE_HEIGHT = 18;
const SAMPLE_WIDTH = 26;
const GAP = 16;
/** For the sans-serif font at 12 pixels: text cannot be measured without a browser. */
const LETTER_WIDTH = 6.6;

const widthOf = ({ name }: LegendEntry): number =>
  SAMPLE_WIDTH + 6 + printable(name).length * LETTER_WIDTH + GAP;

interface Placed {
  readonly entry: LegendEntry;
  readonly x: number;
  readonly row: number;
}

const place = (
  entries: readonly LegendEntry[],
  left: number,
  right: number,
): Placed[] => {
  let [x, row] = [left, 0];
  return entries.map((entry) => {
    if (x > left && x + widthOf(entry) - GAP > right) [x, row] = [left, row + 1];
    const placed = { entry, x, row };
    x += widthOf(entry);
    return placed;
  });
};

const sampleOf = ({ colour, dashes }: LegendEntry, x: number, y: number): SVGElement =>
  dashes === undefined
    ? svgElement('rect', { x: x + 14, y: y - 6, width: 12, height: 12, fill: colour })
    : svgElement('line', {
        ...{ x1: x, x2: x + SAMPLE_WIDTH, y1: y, y2: y },
        ...{ stroke: colour, 'stroke-width': 2.5, 'stroke-dasharray': dashes },
      });

/**
 * A legend in rows, as wide as the picture.
 *
 * @returns the group of its elements, and the height that it takes at the top
 */
export const drawLegend = (
  entries: readonly LegendEntry[],
  left: number,
  right: number,
): { readonly element: SVGElement; readonly height: number } => {
  const placed = place(entries, left, right);
  const marks = placed.flatMap(({ entry, x, row }) => {
    const y = 10 + row * LINE_HEIGHT;
    const at = { x: x + SAMPLE_WIDTH + 6, y, dy: '0.35em', 'text-anchor': 'start' };
    return [sampleOf(entry, x, y), svgElement('text', at, printable(entry.name))];
  });
  const rows = (placed.at(-1)?.row ?? -1) + 1;
  const group = svgElement('g', { 'font-size': 12, 'aria-hidden': 'true' }, ...marks);
  return { element: group, height: rows * LINE_HEIGHT };
};
