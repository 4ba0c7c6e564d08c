import t from 'tap';
import { fitExponential } from '../../../src/analysis/lifetimes/exponential.js';
import {
  areCounts,
  fitFirstAttempts,
} from '../../../src/analysis/lifetimes/geometric.js';
import { lifeTable } from '../../../src/analysis/lifetimes/life-table.js';
import { likelihoodRatioTest } from '../../../src/analysis/lifetimes/likelihood-ratio.js';
import { judgeFit } from '../../../src/analysis/lifetimes/shape-verdict.js';
import { fitWeibull } from '../../../src/analysis/lifetimes/weibull.js';
import { agrees, everyGroup, lifetimesIn } from './goldens.js';

const tableOf = (failed: readonly number[], censored: readonly number[] = []) =>
  lifeTable([
    ...failed.map((time) => ({ time, failed: true })),
    ...censored.map((time) => ({ time, failed: false })),
  ]);

const fitted = <Fit>(fit: Fit | undefined): Fit => {
  if (fit === undefined) throw new Error('there is no fit');
  return fit;
};

for (const { set, name, golden } of everyGroup) {
  await t.test(`the fits of ${set}, ${name} are those of R`, (t) => {
    const table = lifeTable(lifetimesIn(set, name));
    const exponential = fitted(fitExponential(table));
    const weibull = fitted(fitWeibull(table));
    const { rate, rateInterval, logLikelihood } = exponential;
    const figures = {
      exponential: {
        rate,
        rateLower: rateInterval[0],
        rateUpper: rateInterval[1],
        logLik: logLikelihood,
      },
      weibull: {
        shape: weibull.shape,
        shapeLower: weibull.shapeInterval[0],
        shapeUpper: weibull.shapeInterval[1],
        scale: weibull.scale,
        logLik: weibull.logLikelihood,
      },
      exponentialTest: likelihoodRatioTest(exponential, weibull),
    };
    const { exponential: e, weibull: w, exponentialTest } = golden;
    agrees(t, figures, { exponential: e, weibull: w, exponentialTest });
    t.end();
  });
}

await t.test('nothing failed: the mean is at least so many attempts', (t) => {
  // "The rule of three": 100 trials of 3,000 without a failure, -log 0.05 = 2.9957.
  const fit = fitted(fitExponential(tableOf([], Array<number>(100).fill(3000))));
  t.equal(fit.rate, 0);
  t.equal(fit.rateInterval[0], 0);
  t.equal((1 / fit.rateInterval[1]).toFixed(0), (300_000 / 2.995732).toFixed(0));
  t.equal(fitExponential(tableOf([], [0, 0])), undefined, 'nothing was watched');
  t.equal(fitExponential(tableOf([])), undefined);
  t.end();
});

await t.test('one failure of one trial', (t) => {
  const fit = fitted(fitExponential(tableOf([10])));
  t.equal(fit.rate, 0.1);
  // Chi-square 0.0506 with 2 and 11.1433 with 4 degrees, as tables have them.
  t.same(
    fit.rateInterval.map((bound) => bound.toFixed(5)),
    ['0.00253', '0.55716'],
  );
  t.end();
});

await t.test('attempts that each may fail', (t) => {
  // 3 failures among 10 attempts: Clopper and Pearson's 6.67 % to 65.25 %.
  const table = tableOf([1, 2, 3], [4]);
  const fit = fitted(fitFirstAttempts(table));
  t.ok(areCounts(table));
  t.equal(fit.probability, 0.3);
  t.same(
    fit.probabilityInterval.map((bound) => bound.toFixed(4)),
    ['0.0667', '0.6525'],
  );
  t.equal(fit.logLikelihood, 3 * Math.log(0.3) + 7 * Math.log(0.7));
  t.end();
});

await t.test('all at the first attempt, or none at the first few', (t) => {
  const all = fitted(fitFirstAttempts(tableOf(Array<number>(30).fill(1))));
  t.equal(all.probability, 1);
  t.equal(all.probabilityInterval[0].toFixed(4), (0.05 ** (1 / 30)).toFixed(4));
  t.equal(all.probabilityInterval[1], 1);
  t.equal(all.logLikelihood, 0);
  t.equal(fitFirstAttempts(tableOf([], [10, 20])), undefined, 'none failed');
  t.equal(
    fitFirstAttempts(tableOf([10, 20])),
    undefined,
    'late enough for a continuous law',
  );
  t.equal(fitFirstAttempts(tableOf([])), undefined);
  t.equal(fitFirstAttempts(tableOf([1.5])), undefined, 'not a count');
  t.equal(fitFirstAttempts(tableOf([0, 1])), undefined, 'counts begin with 1');
  t.end();
});

await t.test('not rejecting is not confirming', (t) => {
  const spread = tableOf([1, 2, 3]);
  const judge = (
    shapeInterval: readonly [number, number],
    range?: readonly [number, number],
  ) => judgeFit(spread, { ...fitted(fitWeibull(spread)), shapeInterval }, range);
  t.equal(judge([0.85, 1.2]), 'holds');
  t.equal(judge([1.01, 1.2]), 'holds', 'near enough, though not 1');
  t.equal(judge([0.7, 1.2]), 'undecided');
  t.equal(judge([0.5, 3]), 'undecided', 'however little is known');
  t.equal(judge([1.05, 1.4]), 'refuted');
  t.equal(judge([0.5, 0.7]), 'refuted');
  t.equal(judge([0.7, 1.2], [0.6, 1.3]), 'holds');
  t.end();
});
