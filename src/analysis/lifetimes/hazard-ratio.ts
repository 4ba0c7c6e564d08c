import { rootBeyond } from '../numerics/find-root.js';
import { Z_95 } from '../numerics/special-functions.js';
import { walkTogether } from './aligned-tables.js';
import type { LifeTable } from './life-table.js';

/** How much more hazardous one group is than another, at any time. */
export interface HazardRatio {
  /**
   * 0 or infinite where every failure of one group happened without the other at risk.
   */
  readonly ratio: number;
  /** At 95 %, after Wald on the logarithmic scale; NaN without a finite ratio. */
  readonly interval: readonly [lower: number, upper: number];
}

/** The numbers at risk in both groups, separately for each failure. */
interface RiskSets {
  readonly first: Float64Array;
  readonly second: Float64Array;
  readonly failuresOfSecond: number;
}

/**
 * Counts ties after Efron: of d that fail at the same time, those at risk for the l-th
 * are reduced by l / d of those d.
 */
const riskSets = (a: LifeTable, b: LifeTable): RiskSets => {
  const n = a.n + b.n;
  const [first, second] = [new Float64Array(n), new Float64Array(n)];
  let [count, failuresOfSecond] = [0, 0];
  walkTogether([a, b], ({ atRisk, failed, allFailed }) => {
    const [atRiskOfFirst = 0, atRiskOfSecond = 0] = atRisk;
    const [failedOfFirst = 0, failedOfSecond = 0] = failed;
    for (let tied = 0; tied < allFailed; tied += 1, count += 1) {
      first[count] = atRiskOfFirst - (tied / allFailed) * failedOfFirst;
      second[count] = atRiskOfSecond - (tied / allFailed) * failedOfSecond;
    }
    failuresOfSecond += failedOfSecond;
  });
  const used = (column: Float64Array) => column.subarray(0, count);
  return { first: used(first), second: used(second), failuresOfSecond };
};

/** The score and the information of the partial likelihood. */
const derivatives = ({ first, second, failuresOfSecond }: RiskSets, logRatio: number) => {
  const ratio = Math.exp(logRatio);
  let [expected, information] = [0, 0];
  first.forEach((ofFirst, index) => {
    const ofSecond = ratio * (second[index] ?? 0);
    const share = ofSecond / (ofFirst + ofSecond);
    expected += share;
    information += share * (1 - share);
  });
  return { score: failuresOfSecond - expected, information };
};

/** What the ratio tends to where the likelihood has no maximum; NaN where it is flat. */
const limitOf = ({ first, second, failuresOfSecond }: RiskSets): number | undefined => {
  const withAny = (column: Float64Array) =>
    column.reduce((sum, value) => sum + Number(value > 0), 0);
  const most = withAny(second);
  const least = first.length - withAny(first);
  if (most === least) return NaN;
  if (failuresOfSecond === most) return Infinity;
  return failuresOfSecond === least ? 0 : undefined;
};

const STEPS = 100;
const LONGEST_STEP = 1;
const PRECISION = 1e-12;
/** How far to search in the logarithm: as far as the ratio is a number. */
const REACH = 700;

/** Uses Newton's method; where that does not converge, finds where the score is 0. */
const bestLogRatio = (sets: RiskSets): number | undefined => {
  let logRatio = 0;
  for (let step = 0; step < STEPS; step += 1) {
    const { score, information } = derivatives(sets, logRatio);
    const change = Math.max(-LONGEST_STEP, Math.min(LONGEST_STEP, score / information));
    logRatio += change;
    if (Math.abs(change) < PRECISION) return logRatio;
    if (Number.isNaN(change)) break;
  }
  const scoreAt = (at: number): number => derivatives(sets, at).score;
  return rootBeyond(scoreAt, 0, scoreAt(0) > 0 ? LONGEST_STEP : -LONGEST_STEP, REACH);
};

/**
 * The ratio of the hazard of the second group to that of the first: the maximum of Cox's
 * partial likelihood ("Regression Models and Life-Tables", JRSS B 34, 1972) with ties
 * after Efron ("The Efficiency of Cox's Likelihood Function for Censored Data", JASA 72,
 * 1977), as in R's `coxph`. It is a single number only where the hazards are
 * proportional.
 *
 * @returns nothing when nothing failed while both groups had somebody at risk, or where
 *   the maximum is not found
 */
export const hazardRatio = (a: LifeTable, b: LifeTable): HazardRatio | undefined => {
  const sets = riskSets(a, b);
  const limit = limitOf(sets);
  if (Number.isNaN(limit)) return undefined;
  if (limit !== undefined) return { ratio: limit, interval: [NaN, NaN] };
  const logRatio = bestLogRatio(sets);
  if (logRatio === undefined) return undefined;
  const spread = Z_95 / Math.sqrt(derivatives(sets, logRatio).information);
  return {
    ratio: Math.exp(logRatio),
    interval: [Math.exp(logRatio - spread), Math.exp(logRatio + spread)],
  };
};
