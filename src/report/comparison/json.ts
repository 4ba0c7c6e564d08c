import type {
  AdjustedComparison,
  AdjustedComparisons,
} from '../../analysis/comparison/adjust.js';
import type { GroupComparison } from '../../analysis/comparison/analyse.js';
import {
  buildsDiffer,
  type ComparedMachine,
} from '../../analysis/comparison/machines.js';
import {
  commonCap,
  comparePairs,
  type PairComparison,
} from '../../analysis/lifetimes/compare-pair.js';
import type { GroupAnalysis } from '../../analysis/lifetimes/analyse.js';
import { nelsonAalen } from '../../analysis/lifetimes/nelson-aalen.js';
import { survivalQuantile } from '../../analysis/lifetimes/survival-quantile.js';
import type { CumulativeIncidence } from '../../analysis/lifetimes/cumulative-incidence.js';
import {
  lifetimesJson,
  logRankJson,
  neededJson,
  orNull,
  permutedJson,
} from '../survival/json.js';
import type { ComparisonsJson } from './json-schema.js';

type ComparisonJson = ComparisonsJson['comparisons'][number];

const incidenceJson = ({ cause, times, incidence, variance }: CumulativeIncidence) => ({
  outcome: cause,
  curve: Array.from(times, (time, row) => ({
    time,
    incidence: incidence[row] ?? 0,
    stdErr: Math.sqrt(variance[row] ?? 0),
  })),
});

const QUARTILES = [0.25, 0.75];

/** Further fields, which `survival --json` does not promise. */
const furtherJson = ({ curve, table, geometric }: GroupAnalysis) => {
  const { times, hazard, variance } = nelsonAalen(table);
  return {
    quartiles: QUARTILES.map((failed) => {
      const { time, lower, upper } = survivalQuantile(curve, failed);
      return { failed, time: orNull(time), lower: orNull(lower), upper: orNull(upper) };
    }),
    hazard: Array.from(times, (time, row) => ({
      time,
      cumulative: hazard[row] ?? 0,
      stdErr: Math.sqrt(variance[row] ?? 0),
    })),
    geometric: geometric
      ? {
          probability: geometric.probability,
          probabilityLower: geometric.probabilityInterval[0],
          probabilityUpper: geometric.probabilityInterval[1],
          logLik: geometric.logLikelihood,
        }
      : null,
  };
};

const groupJson = (
  group: GroupComparison,
  precision: number | undefined,
): ComparisonJson['groups'][number] => ({
  name: group.cell.name,
  fixtureHash: group.cell.fixtureHash,
  machine: group.cell.machine,
  harnessFaults: group.harnessFaults,
  n: group.survival.curve.n,
  failed: group.survival.curve.events,
  timedOut: group.timedOut,
  outcomes: group.shares.map(({ interval: [lower, upper], ...share }) => ({
    ...share,
    lower,
    upper,
  })),
  ...lifetimesJson(group.survival),
  ...furtherJson(group.survival),
  timedOutAsFailed: group.timedOutAsFailed
    ? {
        failed: group.timedOutAsFailed.curve.events,
        ...lifetimesJson(group.timedOutAsFailed),
      }
    : null,
  incidence: group.incidence.map(incidenceJson),
  needed: neededJson(group.survival, precision),
});

const pairJson = (
  { survival: { groups } }: AdjustedComparison,
  pair: PairComparison,
): ComparisonJson['pairwise'][number] => {
  const { a, b, chiSquare, p, pHolm, hazardRatio, curvesCross, meanDifference } = pair;
  return {
    a: groups[a]?.name ?? '',
    b: groups[b]?.name ?? '',
    chiSquare,
    p,
    pHolm,
    ...permutedJson(pair),
    hazardRatio: orNull(hazardRatio?.ratio),
    hazardRatioLower: orNull(hazardRatio?.interval[0]),
    hazardRatioUpper: orNull(hazardRatio?.interval[1]),
    curvesCross,
    meanDifference: meanDifference.difference,
    meanDifferenceLower: meanDifference.interval[0],
    meanDifferenceUpper: meanDifference.interval[1],
  };
};

const machineJson = ({ machine, name, cc }: ComparedMachine) => ({
  id: machine.id,
  name,
  cpu: machine.cpu ?? null,
  cores: machine.cores ?? null,
  kernel: machine.kernel ?? null,
  memoryBytes: machine.memoryBytes ?? null,
  minSignalStackBytes: machine.minSignalStackBytes ?? null,
  cc: [...cc],
});

const comparisonJson = (
  analysis: AdjustedComparison,
  precision: number | undefined,
): ComparisonJson => {
  const { comparison, groups, survival, timedOutAsFailed, fisher, pHolm } = analysis;
  const test = logRankJson(survival);
  return {
    cell: comparison.shared,
    machine: comparison.machine ?? null,
    buildsDiffer: buildsDiffer(comparison),
    groups: groups.map((group) => groupJson(group, precision)),
    logrank: test && { ...test, pHolm: pHolm.logRank ?? test.p },
    logrankTimedOutAsFailed: timedOutAsFailed ? logRankJson(timedOutAsFailed) : null,
    fisher: fisher
      ? { p: fisher.p, pHolm: pHolm.fisher ?? fisher.p, drawn: fisher.drawn ?? null }
      : null,
    meanTo: commonCap(survival),
    pairwise: comparePairs(survival, survival.pairwise.length).map((pair) =>
      pairJson(analysis, pair),
    ),
  };
};

/** Comparisons as `compare --json` gives them (schemas/comparisons.schema.json). */
export const comparisonsJson = (
  { comparisons, tests }: AdjustedComparisons,
  {
    by,
    precision,
    machines,
  }: {
    readonly by: string;
    readonly precision: number | undefined;
    readonly machines: readonly ComparedMachine[];
  },
): ComparisonsJson => ({
  by,
  machines: machines.map(machineJson),
  adjustedOver: { logrank: tests.logRank, fisher: tests.fisher, pairwise: tests.pairs },
  comparisons: comparisons.map((each) => comparisonJson(each, precision)),
});
