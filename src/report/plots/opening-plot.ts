import { analyseSurvival } from '../../analysis/lifetimes/analyse.js';
import { lifetimesOf } from '../../analysis/lifetimes/of-trials.js';
import type { ExperimentFindings, Findings } from '../../analysis/findings.js';
import { describeVariant, shortSubject } from '../text/describe.js';
import { survivalPlot } from './survival-plot.js';

/**
 * The experiment that the log found to work until it fails, shown by version, and the one
 * that the lab found to keep working, shown over all of its trials together.
 */
const FAILING = 'callback';
const LASTING = 'safepoint';

const SIZE = { width: 640, height: 360 };

const failingGroups = ({ shown, experiment }: ExperimentFindings) =>
  (shown?.comparison.cells ?? []).map(({ cell, trials }) => ({
    name: `${FAILING} (${describeVariant(cell.variant, experiment)}) on ${shortSubject(cell.subject)}`,
    lifetimes: lifetimesOf(trials),
  }));

const lastingGroup = ({ cells }: ExperimentFindings) => {
  const lifetimes = lifetimesOf(cells.flatMap(({ trials }) => trials));
  const name = `${LASTING}, all versions and ways to ask`;
  return { name, lifetimes };
};

/**
 * The picture that says what the lab is about.
 *
 * @returns nothing when neither experiment has trials
 */
export const openingPlot = ({ found }: Findings): SVGSVGElement | undefined => {
  const [failing, lasting] = [FAILING, LASTING].map((wanted) =>
    found.find(({ name }) => name === wanted),
  );
  const groups = [
    ...(failing ? failingGroups(failing) : []),
    ...(lasting ? [lastingGroup(lasting)] : []),
  ].filter(({ lifetimes }) => lifetimes.length > 0);
  if (groups.length === 0) return undefined;
  const title = 'Trials still alive after so many attempts to preempt them';
  return survivalPlot({ id: 'opening', title }, analyseSurvival(groups).groups, SIZE);
};
