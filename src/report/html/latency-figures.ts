import { group } from 'd3-array';
import { OF_THE_DRIVER } from '../../analysis/cell-summary.js';
import type { CellTrials } from '../../analysis/cell-trials.js';
import type { ExperimentFindings } from '../../analysis/findings.js';
import { histogramsOf, type MeasuredHistogram } from '../../analysis/histograms.js';
import { anchorOf } from '../anchor.js';
import { MOST_SERIES } from '../plots/colours.js';
import { latencyPlot } from '../plots/latency-plot.js';
import { describeVariant, printable, shortSubject } from '../words.js';
import { pictureFigure } from './figure.js';

const SIZE = { width: 340, height: 240 };

/** The cells whose latencies are drawn: the versions of what is shown; of what has one
 * version only, its variants. */
const latencyCells = ({ cells, shown }: ExperimentFindings): readonly CellTrials[] => {
  const versions = new Set(cells.map(({ cell }) => cell.subject.version));
  return versions.size > 1 ? (shown?.cells ?? []) : cells;
};

/** Latencies that an experiment measured: a picture for each, of versions or variants. */
export const latencyFigures = (findings: ExperimentFindings): readonly HTMLElement[] => {
  const cells = latencyCells(findings);
  const isByVersion = cells === findings.shown?.cells;
  const measured = cells.flatMap((cell) =>
    histogramsOf(cell.trials)
      .filter(({ name }) => !OF_THE_DRIVER.includes(name))
      .map((histogram) => ({ ...histogram, cell: cell.cell })),
  );
  const byName = group(
    measured,
    ({ name, unit }: MeasuredHistogram) => `${name} (${unit})`,
  );
  return [...byName].map(([name, members], place) => {
    const series = members.slice(0, MOST_SERIES).map(({ cell, histogram }) => ({
      name: isByVersion
        ? shortSubject(cell.subject)
        : describeVariant(cell.variant, findings.experiment),
      histogram,
    }));
    const id = `latency-${anchorOf(findings.name)}-${place}`;
    const some =
      members.length > series.length
        ? `, ${series.length} of ${members.length} variants`
        : '';
    const title = `${printable(name)} in ${printable(findings.name)}${some}`;
    return pictureFigure(
      latencyPlot({ id, title }, series, members[0]?.unit ?? '', SIZE),
    );
  });
};
