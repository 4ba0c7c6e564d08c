import t from 'tap';
import { lifeTable, type Lifetime } from '../../../src/analysis/lifetimes/life-table.js';
import { fitWeibull as fitTable } from '../../../src/analysis/lifetimes/weibull.js';

const fitWeibull = (lifetimes: readonly Lifetime[]) => fitTable(lifeTable(lifetimes));

const failedAt = (times: readonly number[]) =>
  times.map((time) => ({ time, failed: true }));
const censoredAt = (time: number, count: number) =>
  Array.from({ length: count }, () => ({ time, failed: false }));

// NIST/SEMATECH e-Handbook of Statistical Methods, 8.4.1.3: 20 units, test ended at 500.
const NIST = [
  ...failedAt([54, 187, 216, 240, 244, 335, 361, 373, 375, 386]),
  ...censoredAt(500, 10),
];

await t.test('the handbook of NIST gets the same fit', (t) => {
  const fit = fitWeibull(NIST);
  t.equal(fit?.shape.toFixed(4), '1.7208');
  t.equal(fit?.scale.toFixed(3), '606.528');
  t.equal(fit?.logLikelihood.toFixed(3), '-75.135');
  t.end();
});

await t.test('the interval is where the likelihood has dropped by 1.92', (t) => {
  const [lower, upper] = fitWeibull(NIST)?.shapeInterval ?? [NaN, NaN];
  const r = 10;
  // The log-likelihood at a shape with the best scale for it, written out.
  const at = (shape: number): number => {
    const total = NIST.reduce((sum, { time }) => sum + time ** shape, 0);
    const logs = NIST.filter(({ failed }) => failed).reduce(
      (sum, { time }) => sum + Math.log(time),
      0,
    );
    return r * Math.log(shape) + (shape - 1) * logs - r * Math.log(total / r) - r;
  };
  for (const bound of [lower, upper]) {
    t.equal((at(1.720755) - at(bound)).toFixed(3), '1.921', `at ${bound}`);
  }
  t.ok(lower < 1.7208 && upper > 1.7208);
  t.end();
});

await t.test('times of any magnitude give the same shape', (t) => {
  const large = NIST.map(({ time, failed }) => ({ time: time * 1e9, failed }));
  t.equal(fitWeibull(large)?.shape.toFixed(6), fitWeibull(NIST)?.shape.toFixed(6));
  t.end();
});

await t.test('there is no fit where the likelihood has no maximum', (t) => {
  t.equal(fitWeibull([]), undefined);
  t.equal(fitWeibull(censoredAt(500, 10)), undefined);
  t.equal(fitWeibull(failedAt([5])), undefined, 'one trial');
  t.equal(fitWeibull(failedAt([5, 5, 5])), undefined, 'identical');
  t.equal(fitWeibull([...failedAt([5, 5]), ...censoredAt(4, 3)]), undefined);
  t.equal(fitWeibull(failedAt([0, 1, 2])), undefined, 'at 0');
  t.end();
});

await t.test('one failure will do when something outlasts it', (t) => {
  const { shape = NaN, shapeInterval = [NaN, NaN] } =
    fitWeibull([...failedAt([5]), ...censoredAt(9, 3)]) ?? {};
  const [lower, upper] = shapeInterval;
  t.ok(lower < 0.5 && lower < shape && shape < upper && upper > 4, `${lower} ${upper}`);
  const withUnwatched = [...failedAt([5]), ...censoredAt(9, 3), ...censoredAt(0, 2)];
  t.equal(fitWeibull(withUnwatched)?.shape.toFixed(9), shape.toFixed(9));
  t.end();
});
