import { drawExponential, uniformFrom, type Uniform } from '../numerics/random.js';
import { andersonDarling } from './anderson-darling.js';
import { censoringOf } from './censoring.js';
import { fitExponential } from './exponential.js';
import { areCounts } from './geometric.js';
import { kaplanMeier } from './kaplan-meier.js';
import { exposureIn, failuresIn, tableOfTimes, type LifeTable } from './life-table.js';
import { likelihoodRatioTest, type Test } from './likelihood-ratio.js';
import { fitWeibull } from './weibull.js';

/**
 * With more trials than this the bootstrap takes too long; the likelihood ratio is used
 * instead.
 */
export const MOST_BOOTSTRAPPED = 5000;

const REPLICATES = 999;
const SEED = 20_260_101;

/**
 * When each attempt fails with the same probability, a count is an exponential time
 * rounded up. Its rate is then that of the geometric distribution.
 */
const rateOf = (table: LifeTable, isCounted: boolean): number => {
  const mean = failuresIn(table) / exposureIn(table);
  return isCounted ? -Math.log1p(-mean) : mean;
};

/**
 * How far lifetimes are from exponential ones of a given rate; undefined where that has
 * no number.
 */
type Statistic = (table: LifeTable, rate: number) => number | undefined;

const statisticOf = (
  table: LifeTable,
  isCounted: boolean,
  statistic: Statistic,
): number | undefined => {
  const rate = rateOf(table, isCounted);
  const value = rate > 0 && rate < Infinity ? statistic(table, rate) : undefined;
  return Number.isFinite(value) ? value : undefined;
};

/** Simulates exponential trials that are censored as those of the table were. */
const simulate = (
  n: number,
  draw: () => number,
  drawCensoring: () => number,
): LifeTable => {
  const [failures, others] = [new Float64Array(n), new Float64Array(n)];
  let failed = 0;
  for (let trial = 0; trial < n; trial += 1) {
    const time = draw();
    const censored = drawCensoring();
    if (time <= censored) failures[failed++] = time;
    else others[trial - failed] = censored;
  }
  return tableOfTimes(failures.subarray(0, failed), others.subarray(0, n - failed));
};

const drawOf = (uniform: Uniform, rate: number, isCounted: boolean) => () => {
  const time = drawExponential(uniform, rate);
  return isCounted ? Math.max(1, Math.ceil(time)) : time;
};

/** Compares a statistic with its values in samples of the fitted distribution. */
const bootstrap = (
  table: LifeTable,
  statistic: Statistic,
  seed: number,
): Test | undefined => {
  if (table.n > MOST_BOOTSTRAPPED) return undefined;
  const isCounted = areCounts(table);
  const observed = statisticOf(table, isCounted, statistic);
  if (observed === undefined) return undefined;
  const uniform = uniformFrom(seed);
  const draw = drawOf(uniform, rateOf(table, isCounted), isCounted);
  const censoring = censoringOf(table);
  let larger = 0;
  for (let replicate = 0; replicate < REPLICATES; replicate += 1) {
    const sample = simulate(table.n, draw, () => censoring(uniform));
    if ((statisticOf(sample, isCounted, statistic) ?? 0) >= observed) larger += 1;
  }
  return { statistic: observed, p: (1 + larger) / (1 + REPLICATES) };
};

/**
 * Tests whether lifetimes are exponential, or geometric where they are counts, against
 * any alternative. No table gives the distribution of the statistic under censoring with
 * an estimated rate. It is obtained from samples of the fitted distribution, each fitted
 * again (parametric bootstrap: Stute, Gonzalez Manteiga and Presedo Quindimil, "Bootstrap
 * Based Goodness-of-Fit-Tests", Metrika 40, 1993; censored times as in Davison and
 * Hinkley, "Bootstrap Methods and their Application", algorithm 3.1).
 *
 * @returns nothing when nothing failed, when all failed at the first attempt, when
 *   something failed at 0, or when there are more than 5,000 trials
 */
export const testExponentialFit = (table: LifeTable, seed = SEED): Test | undefined =>
  bootstrap(table, (of, rate) => andersonDarling(kaplanMeier(of), rate), seed);

const likelihoodRatio: Statistic = (table) => {
  const [exponential, weibull] = [fitExponential(table), fitWeibull(table)];
  return exponential && weibull && likelihoodRatioTest(exponential, weibull).statistic;
};

/**
 * Tests the exponential distribution against the Weibull by the same bootstrap, for use
 * where failures are too few for the likelihood ratio to be chi-square.
 *
 * @returns nothing where there is no such ratio, or when there are more than 5,000 trials
 */
export const bootstrapLikelihoodRatio = (
  table: LifeTable,
  seed = SEED,
): Test | undefined => bootstrap(table, likelihoodRatio, seed);
