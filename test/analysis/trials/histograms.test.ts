import t from 'tap';
import {
  cumulativeShares,
  histogramQuantile,
  latenciesOf,
} from '../../../src/analysis/trials/histograms.js';

/** A bucket of `histogram_bucket` in `native/telemetry.h`: 32 to a power of two. */
const floorOf = (value: number): number => {
  const width = Math.max(1, 2 ** (Math.floor(Math.log2(value)) - 5));
  return Math.floor(value / width) * width;
};

const histogramOf = (values: readonly number[]) => {
  const counts = new Map<number, number>();
  for (const value of values) {
    counts.set(floorOf(value), (counts.get(floorOf(value)) ?? 0) + 1);
  }
  return {
    sum: values.reduce((total, value) => total + value, 0),
    max: Math.max(...values),
    buckets: [...counts].sort(([a], [b]) => a - b),
  };
};

const values = Array.from({ length: 10_000 }, (_, n) => n + 1);
const even = values.filter((value) => value % 2 === 0);
const odd = values.filter((value) => value % 2 === 1);

await t.test('trials together are as if all had been measured in one', (t) => {
  const [apart, together] = [
    [histogramOf(even), histogramOf(odd)],
    [histogramOf(values)],
  ];
  t.same(latenciesOf(apart), latenciesOf(together));
  t.end();
});

await t.test('quantiles are near those of the values, the largest is the value', (t) => {
  const latencies = latenciesOf([histogramOf(even), histogramOf(odd)]);
  t.match(latencies, { count: 10_000, mean: 5000.5, max: 10_000 });
  const { p50 = NaN, p90 = NaN, p99 = NaN, p999 = NaN } = latencies ?? {};
  const errors = [p50 / 5000, p90 / 9000, p99 / 9900, p999 / 9990].map((ratio) =>
    Math.abs(ratio - 1),
  );
  t.ok(Math.max(...errors) < 1 / 32, errors.join(' '));
  t.end();
});

await t.test('no quantile is beyond the largest value', (t) => {
  t.match(latenciesOf([histogramOf([1000, 1001])]), { p999: 1001, max: 1001 });
  t.equal(latenciesOf([]), undefined);
  t.equal(latenciesOf([{ sum: 0, max: 0, buckets: [] }]), undefined);
  t.end();
});

await t.test('a quantile lies within its bucket, as far in as its rank', (t) => {
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

await t.test('shares rise bucket by bucket to all at the largest value', (t) => {
  const buckets: [number, number][] = [
    [10, 1],
    [20, 2],
    [40, 1],
  ];
  t.strictSame(cumulativeShares({ sum: 95, max: 41, buckets }), [
    { value: 10, share: 0 },
    { value: 20, share: 0.25 },
    { value: 40, share: 0.75 },
    { value: 41, share: 1 },
  ]);
  t.strictSame(cumulativeShares({ sum: 0, max: 0, buckets: [] }), []);
  t.end();
});
