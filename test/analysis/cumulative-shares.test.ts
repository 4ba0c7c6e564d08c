import t from 'tap';
import { cumulativeShares } from '../../src/analysis/cumulative-shares.js';

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
