import t from 'tap';
import { histogramQuantile } from '../../src/analysis/histogram-quantile.js';

void t.test('a quantile lies within its bucket, as far in as its rank', (t) => {
  const buckets = [
    [10, 4],
    [64, 4],
    [2048, 2],
  ] as const;
  t.equal(histogramQuantile(buckets, 0.2), 10.5);
  t.equal(histogramQuantile(buckets, 0.6), 65);
  t.equal(histogramQuantile(buckets, 1), 2048 + 64);
  t.equal(histogramQuantile([[0, 3]], 1), 1);
  t.end();
});
