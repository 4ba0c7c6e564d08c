import {
  testAlike,
  testPairs,
  type AlikePair,
  type ByPermutation,
} from './alike-tests.js';
import { fitExponential, type ExponentialFit } from './exponential.js';
import { fitFirstAttempts, type GeometricFit } from './geometric.js';
import { kaplanMeier, type SurvivalCurve } from './kaplan-meier.js';
import {
  lifeTable,
  tieTables,
  type LifeTable,
  type TimeColumns,
  type Lifetime,
} from './life-table.js';
import { likelihoodRatioTest, type Test } from './likelihood-ratio.js';
import type { LogRank } from './log-rank.js';
import { survivalQuantile, type SurvivalQuantile } from './survival-quantile.js';
import { fitWeibull, type WeibullFit } from './weibull.js';

/** Lifetimes that belong together. */
export interface Group {
  readonly name: string;
  readonly lifetimes: readonly Lifetime[] | TimeColumns;
}

/**
 * What the lifetimes of one group come to; figures that they do not give are undefined.
 */
export interface GroupAnalysis {
  readonly name: string;
  readonly table: LifeTable;
  readonly curve: SurvivalCurve;
  readonly median: SurvivalQuantile;
  readonly exponential: ExponentialFit | undefined;
  /**
   * Fitted where failures come at the first few attempts, which no continuous
   * distribution describes.
   */
  readonly geometric: GeometricFit | undefined;
  readonly weibull: WeibullFit | undefined;
  /** The test of the exponential distribution against the Weibull. */
  readonly exponentialTest: Test | undefined;
}

/** Whether anything is known of a group at all. */
export const hasLifetimes = ({ curve }: GroupAnalysis): boolean => curve.n > 0;

/** Groups of lifetimes, each by itself and against one another. */
export interface SurvivalAnalysis {
  readonly groups: readonly GroupAnalysis[];
  readonly logRank: (LogRank & ByPermutation) | undefined;
  /** Refers to groups by index; empty for more than 200 groups. */
  readonly pairwise: readonly AlikePair[];
}

const analyseGroup = (name: string, table: LifeTable): GroupAnalysis => {
  const curve = kaplanMeier(table);
  const exponential = fitExponential(table);
  const weibull = fitWeibull(table);
  return {
    name,
    table,
    curve,
    median: survivalQuantile(curve, 0.5),
    exponential,
    geometric: fitFirstAttempts(table),
    weibull,
    exponentialTest: exponential && weibull && likelihoodRatioTest(exponential, weibull),
  };
};

/** Analyses groups of lifetimes; they are compared in the order they come in. */
export const analyseSurvival = (groups: readonly Group[]): SurvivalAnalysis => {
  const tables = tieTables(groups.map(({ lifetimes }) => lifeTable(lifetimes)));
  return {
    groups: tables.map((table, index) => analyseGroup(groups[index]?.name ?? '', table)),
    logRank: testAlike(tables),
    pairwise: testPairs(tables),
  };
};
