import type { ExperimentFindings } from '../../analysis/findings.js';
import { survivalOf } from '../../analysis/comparison/analyse.js';
import { hasLifetimes } from '../../analysis/lifetimes/analyse.js';
import { anchorOf } from '../safe-names.js';
import { cellTables } from '../cell-table.js';
import { failureMessages } from '../text/failure-messages.js';
import { experimentPlot, titleOf } from '../plots/experiment-plot.js';
import { outcomePlot } from '../plots/outcome-plot.js';
import { quantilePlot } from '../plots/quantile-plot.js';
import { survivalPlot } from '../plots/survival-plot.js';
import { formatCount } from '../text/format.js';
import { printable } from '../../printable.js';
import { evidenceOf } from './claims-section.js';
import { comparisonOf } from './comparison.js';
import { dataTable } from './data-table.js';
import { element, pictureFigure } from '../dom.js';
import { latencyFigures } from './latency-figures.js';

const WIDE = { width: 420, height: 280 };
const SMALL = { width: 340, height: 240 };

const shownElements = (findings: ExperimentFindings): readonly HTMLElement[] => {
  const { name, shown } = findings;
  const curves = experimentPlot(findings);
  if (!shown || !curves) {
    return [
      element('p', {}, 'None of its trials is data: all are faults of the harness.'),
    ];
  }
  const title = titleOf(findings, shown.comparison);
  const quantiles = quantilePlot(
    { id: `quantiles-${anchorOf(name)}`, title: `Exponential Q-Q plot of ${title}` },
    shown.survival.groups.filter(hasLifetimes),
    WIDE,
  );
  return [
    element(
      'div',
      { class: 'pair' },
      pictureFigure(curves),
      quantiles && pictureFigure(quantiles),
    ),
    ...comparisonOf(shown, title),
  ];
};

const failingVariants = (findings: ExperimentFindings): HTMLElement | undefined => {
  const { failing } = findings;
  if (failing.length === 0) return undefined;
  const figures = failing.map((each, place) => {
    const { groups } = survivalOf(each.cells);
    const id = `survival-${anchorOf(findings.name)}-${place}`;
    const title = titleOf(findings, each);
    return pictureFigure(survivalPlot({ id, title }, groups.filter(hasLifetimes), SMALL));
  });
  const variants = figures.length === 1 ? 'variant' : 'variants';
  const summary = `Survival in ${figures.length} other ${variants} in which trials failed`;
  return element(
    'details',
    {},
    element('summary', {}, summary),
    element('div', { class: 'grid' }, ...figures),
  );
};

const cellsDetails = ({ summaries, experiment }: ExperimentFindings): HTMLElement => {
  const known = experiment ? [experiment] : [];
  const tables = cellTables(summaries, known).map(({ setting, header, rows }) =>
    dataTable({
      caption: setting,
      header,
      rows: rows.map((row) => row.map(printable)),
      figures: [1, 3, 4, 5, 6, 7, 8],
    }),
  );
  return element(
    'details',
    {},
    element('summary', {}, 'All cells, as tables'),
    ...tables,
  );
};

const messagesOf = ({ summaries }: ExperimentFindings): HTMLElement | undefined => {
  const messages = failureMessages(summaries);
  if (messages.length === 0) return undefined;
  const items = messages.map(([text, count]) =>
    element('li', {}, `${formatCount(count)} x `, element('code', { dir: 'auto' }, text)),
  );
  const summary = element('summary', {}, 'What failing trials said');
  return element('details', {}, summary, element('ul', {}, ...items));
};

/** An experiment: what it asks, what became of its trials, and the evidence for its
 * claims. */
export const experimentCard = (findings: ExperimentFindings): HTMLElement => {
  const { name, experiment, summaries, claims } = findings;
  const anchor = anchorOf(name);
  const heading = `heading-${anchor}`;
  const title = `How trials of ${printable(name)} ended`;
  const outcomes = outcomePlot(
    { id: `outcomes-${anchor}`, title },
    summaries,
    experiment,
  );
  return element(
    'section',
    { id: anchor, class: 'card', 'aria-labelledby': heading },
    element('h2', { id: heading }, printable(name)),
    experiment ? element('p', { class: 'asks' }, experiment.asks) : undefined,
    ...claims.map(evidenceOf),
    ...shownElements(findings),
    failingVariants(findings),
    element('h3', {}, 'How trials ended'),
    pictureFigure(outcomes),
    ...latencyFigures(findings),
    cellsDetails(findings),
    messagesOf(findings),
  );
};
