import { group } from 'd3-array';
import { OF_THE_HARNESS } from '../../analysis/trials/cell-summary.js';
import type { CellTrials } from '../../analysis/trials/cell-trials.js';
import type { ExperimentFindings } from '../../analysis/findings.js';
import { histogramsOf, latenciesOf } from '../../analysis/trials/histograms.js';
import { anchorOf } from '../safe-names.js';
import { MOST_SERIES } from '../plots/colours.js';
import { latencyPlot, type LatencySeries } from '../plots/latency-plot.js';
import { formatFigure } from '../survival/figures.js';
import { describeVariant, shortSubject } from '../text/describe.js';
import { formatCount } from '../text/format.js';
import { printable } from '../../printable.js';
import { dataTable } from './data-table.js';
import { element, pictureFigure } from '../dom.js';

const SIZE = { width: 340, height: 240 };

/** One latency that an experiment measured, for its versions or variants. */
interface Latency {
  readonly title: string;
  readonly unit: string;
  readonly series: readonly LatencySeries[];
}

/**
 * The cells whose latencies are shown: the versions of the comparison shown or, where
 * there is only one version, the variants.
 */
const latencyCells = ({ cells, shown }: ExperimentFindings): readonly CellTrials[] => {
  const versions = new Set(cells.map(({ cell }) => cell.subject.version));
  return versions.size > 1 ? (shown?.comparison.cells ?? []) : cells;
};

const latenciesIn = (findings: ExperimentFindings): readonly Latency[] => {
  const cells = latencyCells(findings);
  const isByVersion = cells === findings.shown?.comparison.cells;
  const measured = cells.flatMap(({ cell, trials }) =>
    histogramsOf(trials)
      .filter(({ name }) => !OF_THE_HARNESS.includes(name))
      .map(({ name, unit, histogram }) => ({
        title: `${name} (${unit})`,
        unit,
        series: {
          name: isByVersion
            ? shortSubject(cell.subject)
            : describeVariant(cell.variant, findings.experiment),
          histogram,
        },
      })),
  );
  const byTitle = group(measured, ({ title }) => title);
  return [...byTitle].map(([title, members]) => ({
    title: printable(title),
    unit: members[0]?.unit ?? '',
    series: members.map(({ series }) => series),
  }));
};

const figureOf = (
  { title, unit, series }: Latency,
  experiment: string,
  place: number,
): HTMLElement => {
  const drawn = series.slice(0, MOST_SERIES);
  const some =
    drawn.length < series.length ? `, ${drawn.length} of ${series.length} variants` : '';
  const text = {
    id: `latency-${anchorOf(experiment)}-${place}`,
    title: `${title} in ${printable(experiment)}${some}`,
  };
  return pictureFigure(latencyPlot(text, drawn, unit, SIZE));
};

const rowsOf = ({ title, series }: Latency): readonly (readonly string[])[] =>
  series.flatMap(({ name, histogram }) => {
    const latencies = latenciesOf([histogram]);
    if (!latencies) return [];
    const { count, p50, p90, p99, p999, max } = latencies;
    const quantiles = [p50, p90, p99, p999, max].map((figure) => formatFigure(figure));
    return [[title, printable(name), formatCount(count), ...quantiles]];
  });

/**
 * The latencies that an experiment measured, over all trials of a cell together: a
 * picture for each latency, and one table.
 */
export const latencyFigures = (findings: ExperimentFindings): readonly HTMLElement[] => {
  const latencies = latenciesIn(findings);
  if (latencies.length === 0) return [];
  const { name } = findings;
  const figures = latencies.map((latency, place) => figureOf(latency, name, place));
  const table = dataTable({
    caption: `Latencies in ${printable(name)}, over all trials of a variant together`,
    header: ['latency', 'of', 'n', 'p50', 'p90', 'p99', 'p99.9', 'max'],
    rows: latencies.flatMap(rowsOf),
    figures: [2, 3, 4, 5, 6, 7],
  });
  return [
    element('h3', {}, 'Latencies'),
    element('div', { class: 'grid' }, ...figures),
    table,
  ];
};
