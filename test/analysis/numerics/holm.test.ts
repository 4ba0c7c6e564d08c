import t from 'tap';
import { holm } from '../../../src/analysis/numerics/holm.js';

const rounded = (pValues: readonly number[]) =>
  holm(pValues).map((p) => Number(p.toFixed(6)));

await t.test('p-values are adjusted step by step, and never below one before', (t) => {
  // As R's p.adjust(c(0.01, 0.02, 0.03, 0.04, 0.05), "holm") has them.
  t.same(rounded([0.01, 0.02, 0.03, 0.04, 0.05]), [0.05, 0.08, 0.09, 0.09, 0.09]);
  t.same(rounded([0.04, 0.001, 0.9]), [0.08, 0.003, 0.9], 'in the order they came in');
  t.same(rounded([0.6, 0.7]), [1, 1]);
  t.same(holm([0.2]), [0.2]);
  t.same(holm([]), []);
  t.end();
});
