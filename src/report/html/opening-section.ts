import type { Findings } from '../../analysis/findings.js';
import { openingPlot } from '../plots/opening-plot.js';
import { SURVIVAL_HEADER, survivalRow } from '../markdown/survival.js';
import { dataTable } from './data-table.js';
import { element, pictureFigure } from '../dom.js';

/** The picture and the table that say what the lab is about. */
export const openingSection = (findings: Findings): HTMLElement => {
  const picture = openingPlot(findings);
  const rows = findings.survival.map(survivalRow);
  const table = dataTable({
    caption: 'Ways to preempt a task; "≥" marks a trial that did not fail',
    header: SURVIVAL_HEADER,
    rows,
    figures: [1, 2, 3, 4, 5, 6],
  });
  return element(
    'section',
    { id: 'survival', 'aria-labelledby': 'survival-heading' },
    element('h2', { id: 'survival-heading' }, 'How long tasks survive being preempted'),
    picture && pictureFigure(picture),
    rows.length > 0 ? table : element('p', {}, 'No trials of these are recorded.'),
  );
};
