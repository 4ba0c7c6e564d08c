import type { CellSummary } from '../../analysis/trials/cell-summary.js';
import type { PreemptDistribution } from '../../analysis/trials/preempt-distribution.js';

const countsOf = (distribution: PreemptDistribution) =>
  Object.fromEntries(
    Object.entries(distribution).map(([name, { preempts }]) => [name, preempts]),
  );

const lowerBoundsOf = (distribution: PreemptDistribution) =>
  Object.entries(distribution)
    .filter(([, { isLowerBound }]) => isLowerBound)
    .map(([name]) => name);

/**
 * A cell as `table --json` gives it. `preempts` is null when no trial of the cell is
 * data. `lowerBounds` names the figures that a survivor set; their true values may be
 * larger.
 */
export const cellJson = ({ cell, preempts, ...summary }: CellSummary) => ({
  ...cell,
  fixtureHash: summary.fixtureHash,
  machine: summary.machine,
  trials: summary.trials,
  outcomes: summary.outcomes,
  messages: Object.fromEntries(summary.messages),
  preempts: preempts ? countsOf(preempts) : null,
  lowerBounds: preempts ? lowerBoundsOf(preempts) : [],
  survivors: summary.survivors,
  measured: Object.fromEntries(summary.measured),
});
