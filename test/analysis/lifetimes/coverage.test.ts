import t from 'tap';
import { fitExponential } from '../../../src/analysis/lifetimes/exponential.js';
import { fitFirstAttempts } from '../../../src/analysis/lifetimes/geometric.js';
import { hazardRatio } from '../../../src/analysis/lifetimes/hazard-ratio.js';
import { kaplanMeier, rowAt } from '../../../src/analysis/lifetimes/kaplan-meier.js';
import { lifeTable, type LifeTable } from '../../../src/analysis/lifetimes/life-table.js';
import { likelihoodRatioTest } from '../../../src/analysis/lifetimes/likelihood-ratio.js';
import { logLogBand } from '../../../src/analysis/lifetimes/log-log-band.js';
import { logRank } from '../../../src/analysis/lifetimes/log-rank.js';
import {
  restrictedMean,
  restrictedMeanDifference,
} from '../../../src/analysis/lifetimes/restricted-mean.js';
import { survivalQuantile } from '../../../src/analysis/lifetimes/survival-quantile.js';
import { fitWeibull } from '../../../src/analysis/lifetimes/weibull.js';
import { drawExponential, uniformFrom } from '../../../src/analysis/numerics/random.js';

const SAMPLES = 1000;
const TRIALS = 80;
const CAP = 1.5;

/** Of 1,000 with 95 %, within 3.3 standard deviations: a probability of 99.9 %. */
const [FEWEST, MOST] = [927, 973];

type Range = readonly [number | undefined, number | undefined];

const isIn = (value: number, [lower = -Infinity, upper = Infinity]: Range): boolean =>
  value >= lower && value <= upper;

/** Trials of a group, up to the cap; 0.78 of them fail where times are exponential. */
const sample = (seed: number, shaped: (time: number) => number): LifeTable => {
  const uniform = uniformFrom(seed);
  return lifeTable(
    Array.from({ length: TRIALS }, () => {
      const time = shaped(drawExponential(uniform, 1));
      return { time: Math.min(time, CAP), failed: time <= CAP };
    }),
  );
};

const plain = (time: number): number => time;
/** A Weibull distribution of shape 2. */
const ageing = (time: number): number => Math.sqrt(time);

const countWhere = (holds: (seed: number) => boolean): number =>
  Array.from({ length: SAMPLES }, (_, seed) => holds(seed + 1)).filter(Boolean).length;

/** How often an interval has the true value within it. */
const COVERAGES: Readonly<Record<string, (seed: number) => boolean>> = {
  'the band of a curve': (seed) => {
    const curve = kaplanMeier(sample(seed, plain));
    const row = rowAt(curve, 0.7);
    const [survival, variance] = [curve.survival[row], curve.logVariance[row]];
    return isIn(Math.exp(-0.7), logLogBand(survival ?? NaN, variance ?? NaN));
  },
  'a median': (seed) => {
    const { lower, upper } = survivalQuantile(kaplanMeier(sample(seed, plain)), 0.5);
    return isIn(Math.LN2, [lower, upper]);
  },
  'a Weibull shape': (seed) =>
    isIn(2, fitWeibull(sample(seed, ageing))?.shapeInterval ?? [NaN, NaN]),
  'a hazard ratio': (seed) => {
    const faster = (time: number) => time / 2;
    const hazards = hazardRatio(sample(seed, plain), sample(-seed, faster));
    return isIn(2, hazards?.interval ?? [NaN, NaN]);
  },
  'a difference of restricted means': (seed) => {
    const meanOf = (table: LifeTable) => restrictedMean(kaplanMeier(table), 1);
    const [a, b] = [meanOf(sample(seed, plain)), meanOf(sample(-seed, ageing))];
    // The areas below exp(-t) and exp(-t^2) from 0 to 1.
    const difference = 0.7468241328 - (1 - Math.exp(-1));
    return isIn(difference, restrictedMeanDifference(a, b).interval);
  },
  'a log-rank test that does not reject': (seed) =>
    (logRank([sample(seed, plain), sample(-seed, plain)])?.p ?? 0) > 0.05,
  'a likelihood ratio that does not reject': (seed) => {
    const table = sample(seed, plain);
    const [exponential, weibull] = [fitExponential(table), fitWeibull(table)];
    if (!exponential || !weibull) return false;
    return likelihoodRatioTest(exponential, weibull).p > 0.05;
  },
};

for (const [what, holds] of Object.entries(COVERAGES)) {
  await t.test(`95 % of the time: ${what}`, (t) => {
    const count = countWhere(holds);
    t.ok(count >= FEWEST && count <= MOST, `${count} of ${SAMPLES}`);
    t.end();
  });
}

await t.test('intervals that are exact by being wide cover at least that', (t) => {
  const rates = countWhere((seed) =>
    isIn(1, fitExponential(sample(seed, plain))?.rateInterval ?? [NaN, NaN]),
  );
  const attempts = (time: number) => Math.ceil(time * 4) / 4;
  const counted = (seed: number) => {
    const { times, ...columns } = sample(seed, attempts);
    return { ...columns, times: times.map((time) => time * 4) };
  };
  const probabilities = countWhere((seed) =>
    isIn(
      1 - Math.exp(-1 / 4),
      fitFirstAttempts(counted(seed))?.probabilityInterval ?? [NaN, NaN],
    ),
  );
  t.ok(rates >= FEWEST && rates <= 990, `rates: ${rates}`);
  t.ok(probabilities >= FEWEST && probabilities <= 990, `${probabilities}`);
  t.end();
});
