import t from 'tap';
import { estimateMedian } from '../../../src/analysis/numerics/median.js';

const oneTo = (n: number) => Array.from({ length: n }, (_, index) => index + 1);

// Ranks at 95 %: Altman et al., "Statistics with Confidence", 2nd ed., table 18.4.
const PUBLISHED = [
  [6, 1, 6],
  [10, 2, 9],
  [20, 6, 15],
  [30, 10, 21],
  [50, 18, 33],
  [100, 40, 61],
] as const;

for (const [n, lower, upper] of PUBLISHED) {
  await t.test(`${n} values`, (t) => {
    t.same(estimateMedian(oneTo(n).reverse()), {
      median: (n + 1) / 2,
      interval: [lower, upper],
    });
    t.end();
  });
}

await t.test('many values', (t) => {
  // By the normal approximation the lower rank is n / 2 + 1 / 2 less 0.98 roots of n, as a
  // whole number below.
  t.strictSame(estimateMedian(oneTo(10_001))?.interval, [4902, 5100]);
  t.end();
});

await t.test('five values or fewer give no interval', (t) => {
  t.equal(estimateMedian([]), undefined);
  t.equal(estimateMedian(oneTo(5)), undefined);
  t.end();
});
