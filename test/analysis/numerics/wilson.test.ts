import t from 'tap';
import { wilsonInterval } from '../../../src/analysis/numerics/wilson.js';

// Newcombe, "Two-sided confidence intervals for the single proportion", Statistics in
// Medicine 17, 1998, table I, method 3.
const PUBLISHED = [
  [81, 263, '0.2553', '0.3662'],
  [15, 148, '0.0624', '0.1605'],
  [0, 20, '0.0000', '0.1611'],
  [1, 29, '0.0061', '0.1718'],
] as const;

for (const [hits, n, lower, upper] of PUBLISHED) {
  await t.test(`${hits} of ${n}`, (t) => {
    t.same(
      wilsonInterval(hits, n).map((bound) => bound.toFixed(4)),
      [lower, upper],
    );
    t.end();
  });
}
