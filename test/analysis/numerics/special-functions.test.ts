import t from 'tap';
import {
  betaQuantile,
  binomialLowerTail,
  chiSquareQuantile,
  chiSquareUpperTail,
  logFactorial,
  normalUpperQuantile,
  Z_95,
} from '../../../src/analysis/numerics/special-functions.js';
import { agrees, goldens } from '../lifetimes/goldens.js';

await t.test('chi-square is that of R, far into its tail as well', (t) => {
  const tails = goldens.chiSquare.map(({ df, x }) => ({
    upperTail: chiSquareUpperTail(x, df),
  }));
  agrees(
    t,
    tails,
    goldens.chiSquare.map(({ upperTail }) => ({ upperTail })),
  );
  t.ok(tails.some(({ upperTail }) => upperTail < 1e-100));
  t.equal(chiSquareUpperTail(1e5, 3), 0, 'too small for a number');
  const quantiles = goldens.chiSquareQuantile.map(({ p, df }) => ({
    quantile: chiSquareQuantile(p, df),
  }));
  agrees(
    t,
    quantiles,
    goldens.chiSquareQuantile.map(({ quantile }) => ({ quantile })),
  );
  t.end();
});

await t.test('values that tables have', (t) => {
  t.equal(Z_95.toFixed(6), '1.959964');
  // Clopper and Pearson, 1934: 3 of 10 lie between 6.67 % and 65.25 %.
  t.equal(betaQuantile(0.025, 3, 8).toFixed(4), '0.0667');
  t.equal(betaQuantile(0.975, 4, 7).toFixed(4), '0.6525');
  t.equal(Math.exp(logFactorial(10)).toFixed(0), '3628800');
  t.end();
});

await t.test('what cephes gives up on is had otherwise, or is no number', (t) => {
  // As R's qbeta has them.
  t.equal(betaQuantile(0.025, 4, 1e19).toPrecision(7), '1.089865e-19');
  t.equal(betaQuantile(0.975, 100, 1e12).toPrecision(7), '1.205289e-10');
  t.equal((1 - betaQuantile(0.025, 1e6, 1)).toPrecision(4), '0.000003689');
  t.ok(Number.isNaN(normalUpperQuantile(0)));
  t.ok(Number.isNaN(binomialLowerTail(-1, 10, 0.5)));
  t.end();
});
