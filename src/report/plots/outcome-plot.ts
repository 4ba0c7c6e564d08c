import { axisX, axisY, barX, ruleX } from '@observablehq/plot';
import { max } from 'd3-array';
import type { CellSummary } from '../../analysis/trials/cell-summary.js';
import { naturalOrder } from '../../natural-order.js';
import type { Experiment } from '../../plan/definition.js';
import { OUTCOMES, type OutcomeKind } from '../../plan/outcome.js';
import { shorten } from '../survival/figures.js';
import { describeDriven, shortSubject } from '../text/describe.js';
import { formatCount } from '../text/format.js';
import { OUTCOME_COLOURS } from './colours.js';
import { drawPlot, type PictureText } from './draw.js';

const BAR_HEIGHT = 18;
const AROUND_BARS = 84;
const MOST_LETTERS = 64;
const LETTER_WIDTH = 6.4;
const FACET_WIDTH = 160;

interface Share {
  readonly row: string;
  readonly subject: string;
  readonly outcome: OutcomeKind;
  readonly from: number;
  readonly to: number;
  readonly says: string;
}

const sharesOf = (summary: CellSummary, row: string): readonly Share[] => {
  const { outcomes, trials, cell } = summary;
  let from = 0;
  return OUTCOMES.filter((outcome) => outcomes[outcome] !== undefined).map((outcome) => {
    const count = outcomes[outcome] ?? 0;
    const start = from;
    from += count / trials;
    const subject = shortSubject(cell.subject);
    const says = `${row}, ${subject}: ${outcome} ${formatCount(count)} of ${formatCount(trials)}`;
    return { row, subject, outcome, from: start, to: from, says };
  });
};

const distinct = (values: readonly string[]): readonly string[] => [...new Set(values)];

/** How the trials of every cell of an experiment ended: a bar for each, by version. */
export const outcomePlot = (
  text: Omit<PictureText, 'description'>,
  summaries: readonly CellSummary[],
  experiment: Experiment | undefined,
): SVGSVGElement => {
  const shares = summaries.flatMap((summary) =>
    sharesOf(summary, describeDriven(summary.cell, experiment)),
  );
  const rows = distinct(shares.map(({ row }) => row));
  const subjects = distinct(shares.map(({ subject }) => subject)).toSorted(naturalOrder);
  const met = OUTCOMES.filter((kind) => shares.some(({ outcome }) => outcome === kind));
  const letters = max(rows, (row) => Math.min(MOST_LETTERS, row.length)) ?? 0;
  const marginLeft = 24 + letters * LETTER_WIDTH;
  const legend = met.map((name) => ({ name, colour: OUTCOME_COLOURS[name] }));
  const description = `Shares of ${met.join(', ')} in ${rows.length} variants; the table of cells has the numbers.`;
  return drawPlot({ ...text, description }, legend, {
    width: marginLeft + 24 + Math.max(2, subjects.length) * FACET_WIDTH,
    height: AROUND_BARS + 18 * Math.ceil(met.length / 4) + rows.length * BAR_HEIGHT,
    ...{ marginLeft, marginTop: 40, marginRight: 24 },
    x: { domain: [0, 100], percent: true, label: '% of trials' },
    y: { domain: rows, padding: 0.2 },
    fx: { domain: subjects, label: null, padding: 0.2 },
    marks: [
      axisX({ ticks: [0, 50, 100] }),
      axisY({ tickFormat: (row: string) => shorten(row, MOST_LETTERS), tickSize: 0 }),
      barX(shares, {
        ...{ x1: 'from', x2: 'to', y: 'row', fx: 'subject', title: 'says' },
        fill: ({ outcome }: Share) => OUTCOME_COLOURS[outcome],
      }),
      ruleX([0]),
    ],
  });
};
