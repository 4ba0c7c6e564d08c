import t from 'tap';
import {
  betaQuantile,
  chiSquareQuantile,
  chiSquareUpperTail,
  logFactorial,
  Z_95,
} from '../../src/analysis/special-functions.js';
import { agrees, goldens } from './lifetimes/goldens.js';

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
