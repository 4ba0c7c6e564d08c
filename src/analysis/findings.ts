import { group, sum } from 'd3-array';
import { summariseCells, type CellSummary } from './cell-summary.js';
import { trialsByCell, type CellTrials } from './cell-trials.js';
import { judgeClaims, type JudgedClaim } from './claims/judge.js';
import { exposureIn } from './lifetimes/life-table.js';
import { lifetimesByVersions, type VersionLifetimes } from './version-lifetimes.js';
import type { RecordedRun } from '../journal/reader.js';
import type { Experiment } from '../plan/definition.js';
import { completeVariant } from '../plan/variants.js';

/** What is shown of one experiment. */
export interface ExperimentFindings {
  readonly name: string;
  /** Absent when another version of the lab recorded it. */
  readonly experiment: Experiment | undefined;
  readonly cells: readonly CellTrials[];
  readonly summaries: readonly CellSummary[];
  readonly claims: readonly JudgedClaim[];
  /** By variant and how it was driven, the versions side by side. */
  readonly lifetimes: readonly VersionLifetimes[];
  /** The one that stands for it. */
  readonly shown: VersionLifetimes | undefined;
}

/** What recorded runs come to, all of it. */
export interface Findings {
  readonly runs: readonly RecordedRun[];
  readonly claims: readonly JudgedClaim[];
  readonly experiments: readonly Experiment[];
  /** Of the experiments that have trials, in the order of the runs' plans. */
  readonly found: readonly ExperimentFindings[];
}

const isVariant = (
  { shared }: VersionLifetimes,
  wanted: Readonly<Record<string, string>>,
): boolean =>
  Object.entries(shared.variant).every(([knob, value]) => wanted[knob] === value);

const exposureOf = ({ analysis }: VersionLifetimes): number =>
  sum(analysis.groups, ({ table }) => exposureIn(table));

/** The one that the experiment is known for; else that with most failures, where any
 * failed, and else with most attempts. */
const chooseShown = (
  lifetimes: readonly VersionLifetimes[],
  experiment: Experiment | undefined,
): VersionLifetimes | undefined => {
  const data = lifetimes.filter(({ trials }) => trials > 0);
  const wanted =
    experiment?.headline && completeVariant(experiment, experiment.headline.variant);
  const headline = wanted && data.find((each) => isVariant(each, wanted));
  if (headline) return headline;
  const [most] = data.toSorted(
    (a, b) => b.failed - a.failed || exposureOf(b) - exposureOf(a),
  );
  return most;
};

/**
 * Gathers what recorded runs come to, experiment by experiment.
 *
 * @param experiments - those that this version of the lab has
 */
export const gatherFindings = (
  runs: readonly RecordedRun[],
  experiments: readonly Experiment[],
): Findings => {
  const claims = judgeClaims(experiments, runs);
  const summaries = group(summariseCells(runs), ({ cell }) => cell.experiment);
  const byExperiment = group(trialsByCell(runs), ({ cell }) => cell.experiment);
  const found = [...byExperiment].map(([name, cells]) => {
    const experiment = experiments.find((known) => known.name === name);
    const lifetimes = lifetimesByVersions(cells);
    return {
      ...{ name, experiment, cells, lifetimes },
      summaries: summaries.get(name) ?? [],
      claims: claims.filter((claim) => claim.experiment.name === name),
      shown: chooseShown(lifetimes, experiment),
    };
  });
  return { runs, claims, experiments, found };
};
