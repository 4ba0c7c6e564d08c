import { group, sum } from 'd3-array';
import { summariseCells, type CellSummary } from './trials/cell-summary.js';
import { trialsByCell, type CellTrials } from './trials/cell-trials.js';
import { judgeClaims } from './claims/judge.js';
import type { JudgedClaim } from './claims/judged.js';
import {
  adjustComparisons,
  type AdjustedComparison,
  type AdjustedComparisons,
} from './comparison/adjust.js';
import { analyseComparison } from './comparison/analyse.js';
import { versionsSideBySide, type Comparison } from './comparison/side-by-side.js';
import { dataOf } from './trials/data-trials.js';
import { summariseSurvival, type SurvivalSummary } from './trials/survival-summary.js';
import type { RecordedRun } from '../journal/reader.js';
import type { TrialRecord } from '../journal/trial-record.js';
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
  /**
   * The variant that represents the experiment, with its versions side by side; undefined
   * without data.
   */
  readonly shown: AdjustedComparison | undefined;
  /** The other variants in which trials failed. */
  readonly failing: readonly Comparison[];
}

/** Everything that recorded runs say. */
export interface Findings {
  readonly runs: readonly RecordedRun[];
  readonly claims: readonly JudgedClaim[];
  /** What preempting came to, for each way to preempt. */
  readonly survival: readonly SurvivalSummary[];
  readonly experiments: readonly Experiment[];
  /** The experiments that have trials, in the order of the runs' plans. */
  readonly found: readonly ExperimentFindings[];
  /** The number of tests over which the p-values of what is shown were adjusted. */
  readonly tests: AdjustedComparisons['tests'];
}

const trialsOf = ({ cells }: Comparison): readonly TrialRecord[] =>
  dataOf(cells.flatMap(({ trials }) => trials));

const failuresOf = (comparison: Comparison): number =>
  trialsOf(comparison).filter(({ censored }) => !censored).length;

const exposureOf = (comparison: Comparison): number =>
  sum(trialsOf(comparison), ({ attempts }) => attempts);

const isVariant = (
  { shared }: Comparison,
  wanted: Readonly<Record<string, string>>,
): boolean =>
  Object.entries(shared.variant).every(([knob, value]) => wanted[knob] === value);

/**
 * The comparison that the experiment is known for. Otherwise the one with the most
 * failures, where any trial failed, and otherwise the one with the most attempts.
 */
const chooseShown = (
  comparisons: readonly Comparison[],
  experiment: Experiment | undefined,
): Comparison | undefined => {
  const withData = comparisons.filter((each) => trialsOf(each).length > 0);
  const wanted =
    experiment?.longArm && completeVariant(experiment, experiment.longArm.variant);
  const known = wanted && withData.find((each) => isVariant(each, wanted));
  if (known) return known;
  const [most] = withData.toSorted(
    (a, b) => failuresOf(b) - failuresOf(a) || exposureOf(b) - exposureOf(a),
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
  const allCells = trialsByCell(runs);
  const claims = judgeClaims(experiments, allCells);
  const byExperiment = group(allCells, ({ cell }) => cell.experiment);
  const versions = group(versionsSideBySide(allCells), ({ shared }) => shared.experiment);
  const chosen = [...byExperiment].map(([name, cells]) => {
    const experiment = experiments.find((known) => known.name === name);
    const comparisons = versions.get(name) ?? [];
    const shown = chooseShown(comparisons, experiment);
    return {
      ...{ name, experiment, cells, shown },
      summaries: summariseCells(cells),
      claims: claims.filter((claim) => claim.experiment.name === name),
      failing: comparisons.filter((each) => each !== shown && failuresOf(each) > 0),
    };
  });
  const { comparisons, tests } = adjustComparisons(
    chosen.flatMap(({ shown }) => (shown ? [analyseComparison(shown)] : [])),
  );
  const found = chosen.map((each) => ({
    ...each,
    shown: comparisons.find(({ comparison }) => comparison === each.shown),
  }));
  const survival = summariseSurvival(experiments, allCells);
  return { runs, claims, survival, experiments, found, tests };
};
