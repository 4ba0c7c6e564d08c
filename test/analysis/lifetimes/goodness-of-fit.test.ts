import t from 'tap';
import { andersonDarling } from '../../../src/analysis/lifetimes/anderson-darling.js';
import { fitExponential } from '../../../src/analysis/lifetimes/exponential.js';
import { testExponentialFit } from '../../../src/analysis/lifetimes/goodness-of-fit.js';
import { kaplanMeier } from '../../../src/analysis/lifetimes/kaplan-meier.js';
import { lifeTable } from '../../../src/analysis/lifetimes/life-table.js';
import { uniformFrom, drawExponential } from '../../../src/analysis/numerics/random.js';
import { agrees, goldens, lifetimesIn } from './goldens.js';

const statisticOf = (set: string, group?: string) => {
  const table = lifeTable(lifetimesIn(set, group));
  return andersonDarling(kaplanMeier(table), fitExponential(table)?.rate ?? NaN);
};

await t.test('Anderson and Darling, as their formulas for computation have it', (t) => {
  const leukaemiaPlacebo = statisticOf('leukaemia', 'placebo');
  agrees(t, { leukaemiaPlacebo, nist: statisticOf('nist') }, goldens.andersonDarling);
  t.end();
});

const CAP = 1.5;
const TRIALS = 60;

/** Lifetimes up to a cap, made of exponential ones. */
const sampleOf = (seed: number, shaped: (time: number) => number) => {
  const uniform = uniformFrom(seed);
  return lifeTable(
    Array.from({ length: TRIALS }, () => {
      const time = shaped(drawExponential(uniform, 1));
      return { time: Math.min(time, CAP), failed: time <= CAP };
    }),
  );
};

const rejected = (samples: number, shaped: (time: number) => number): number =>
  Array.from({ length: samples }, (_, seed) =>
    testExponentialFit(sampleOf(seed, shaped)),
  ).filter((test) => test && test.p <= 0.05).length;

await t.test('what is exponential is rejected as seldom as it should', (t) => {
  // Binomial with 200 and 0.05: 3 to 18 with a probability of 99.6 %.
  const count = rejected(200, (time) => time);
  t.ok(count >= 3 && count <= 18, `${count} of 200`);
  t.end();
});

await t.test('what ages is rejected', (t) => {
  const count = rejected(40, (time) => Math.sqrt(time));
  t.ok(count > 36, `${count} of 40`);
  t.end();
});

await t.test('attempts are tested as the counts they are', (t) => {
  // Nearly all die within three attempts: far from any continuous distribution.
  const uniform = uniformFrom(7);
  const attempts = Array.from({ length: 500 }, () => ({
    time: Math.ceil(drawExponential(uniform, 1)),
    failed: true,
  }));
  const { p = 0 } = testExponentialFit(lifeTable(attempts)) ?? {};
  t.ok(p > 0.05, `geometric: ${p}`);
  const second = attempts.map(({ time }) => ({
    time: time === 1 ? 2 : time,
    failed: true,
  }));
  t.ok((testExponentialFit(lifeTable(second))?.p ?? 1) <= 0.001, 'none at the first');
  t.end();
});

await t.test('a seed determines it, and there are cases without a test', (t) => {
  const table = lifeTable(lifetimesIn('nist'));
  t.same(testExponentialFit(table, 1), testExponentialFit(table, 1));
  t.not(testExponentialFit(table, 1)?.p, testExponentialFit(table, 2)?.p);
  const same = (count: number, time: number, failed: boolean) =>
    lifeTable(Array.from({ length: count }, () => ({ time, failed })));
  t.equal(testExponentialFit(same(10, 5, false)), undefined, 'nothing failed');
  t.equal(testExponentialFit(same(10, 1, true)), undefined, 'all at the first attempt');
  t.equal(testExponentialFit(same(5001, 7, true)), undefined, 'too many');
  t.equal(testExponentialFit(same(0, 7, true)), undefined, 'none');
  t.end();
});
