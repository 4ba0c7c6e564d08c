import t from 'tap';
import { kaplanMeier } from '../../../src/analysis/lifetimes/kaplan-meier.js';
import { lifeTable } from '../../../src/analysis/lifetimes/life-table.js';
import { survivalQuantile } from '../../../src/analysis/lifetimes/survival-quantile.js';
import { formatMedian, formatQuantile } from '../../../src/report/survival/times.js';

const medianOf = (...times: readonly number[]): string => {
  const curve = kaplanMeier(lifeTable(times.map((time) => ({ time, failed: true }))));
  return formatMedian(survivalQuantile(curve, 0.5).time ?? NaN, curve);
};

await t.test('medians have the digits of the data', (t) => {
  t.equal(medianOf(0.1, 0.1 + 0.2, 0.5), '0.3');
  t.equal(medianOf(0.1, 0.2), '0.15', 'the middle takes one more');
  t.equal(medianOf(12.3, 12.3, 12.4), '12.3');
  t.equal(medianOf(123456, 1234567, 2345678), '1,234,567', 'all of a count');
  t.equal(medianOf(1.23456, 9), '5.11728');
  t.equal(
    medianOf(Math.PI, Math.PI, Math.PI),
    '3.14159265',
    'none that only computing has',
  );
  t.equal(medianOf(2e-9, 3e-9, 4e-9), '3e-9');
  t.equal(medianOf(2e18, 3e18, 4e18), '3e18');
  t.equal(medianOf(0, 0, 1), '0');
  t.end();
});

await t.test('and so has their interval', (t) => {
  const times = Array.from({ length: 20 }, (_, index) => (index + 1) / 10);
  const curve = kaplanMeier(lifeTable(times.map((time) => ({ time, failed: true }))));
  t.equal(formatQuantile(survivalQuantile(curve, 0.5), curve), '1.05 (0.5 to 1.5)');
  t.end();
});
