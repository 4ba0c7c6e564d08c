import type { ExperimentFindings } from '../../analysis/findings.js';
import type { Comparison } from '../../analysis/comparison/side-by-side.js';
import { hasLifetimes } from '../../analysis/lifetimes/analyse.js';
import { anchorOf } from '../safe-names.js';
import { describeDriven } from '../text/describe.js';
import { printable } from '../../printable.js';
import { survivalPlot } from './survival-plot.js';

const SIZE = { width: 420, height: 280 };

/** The title of a picture of one variant of an experiment. */
export const titleOf = (
  { name, experiment }: ExperimentFindings,
  { shared }: Comparison,
): string => `${printable(name)}: ${describeDriven(shared, experiment)}`;

/**
 * The survival curves that represent an experiment, by version.
 *
 * @returns nothing when none of its trials is data
 */
export const experimentPlot = (
  findings: ExperimentFindings,
): SVGSVGElement | undefined => {
  const { name, shown } = findings;
  if (!shown) return undefined;
  const title = `Survival in ${titleOf(findings, shown.comparison)}`;
  return survivalPlot(
    { id: `survival-${anchorOf(name)}`, title },
    shown.survival.groups.filter(hasLifetimes),
    SIZE,
  );
};
