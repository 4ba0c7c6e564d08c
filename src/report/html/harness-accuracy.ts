import { group } from 'd3-array';
import { OF_THE_HARNESS } from '../../analysis/trials/cell-summary.js';
import { histogramsOf } from '../../analysis/trials/histograms.js';
import type { RecordedRun } from '../../journal/reader.js';
import { latencyPlot } from '../plots/latency-plot.js';
import { element, pictureFigure } from '../dom.js';

const SIZE = { width: 340, height: 240 };

const ABOUT: Readonly<Record<string, string>> = {
  tickerLateness: 'How late the sender of signals woke',
  signalDelay: 'From sending a signal to the entry of its handler',
};

/** How accurately the harness itself worked, over all trials, by driver. */
export const accuracyFigures = (
  runs: readonly RecordedRun[],
): HTMLElement | undefined => {
  const byDriver = group(
    runs.flatMap(({ trials }) => trials),
    ({ driver }) => driver,
  );
  const measured = [...byDriver].flatMap(([driver, trials]) =>
    histogramsOf(trials)
      .filter(({ name }) => OF_THE_HARNESS.includes(name))
      .map((histogram) => ({ ...histogram, driver })),
  );
  const figures = [...group(measured, ({ name }) => name)].map(([name, members]) => {
    const series = members.map(({ driver, histogram }) => ({ name: driver, histogram }));
    const title = `${ABOUT[name] ?? name}, by driver`;
    const unit = members[0]?.unit ?? '';
    return pictureFigure(
      latencyPlot({ id: `of-all-${name}`, title }, series, unit, SIZE),
    );
  });
  return figures.length === 0 ? undefined : element('div', { class: 'grid' }, ...figures);
};
