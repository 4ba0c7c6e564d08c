import t from 'tap';
import { analyseSurvival } from '../../../src/analysis/lifetimes/analyse.js';
import { exponentialQuantiles } from '../../../src/analysis/lifetimes/exponential-quantiles.js';

const pairsOf = (times: readonly (readonly [time: number, failed: boolean])[]) => {
  const lifetimes = times.map(([time, failed]) => ({ time, failed }));
  const [group] = analyseSurvival([{ name: 'a', lifetimes }]).groups;
  if (!group?.exponential) throw new Error('no fit');
  return exponentialQuantiles(group.curve, group.exponential);
};

await t.test('of a complete sample the positions are those of Hazen', (t) => {
  const pairs = pairsOf([1, 2, 4, 9].map((time) => [time, true] as const));
  // Hazen's plotting positions are (i - 1/2) / n; the mean of the four is 4.
  const expected = [1, 2, 3, 4].map((rank) => -4 * Math.log(1 - (rank - 0.5) / 4));
  t.strictSame(
    pairs.map(({ observed }) => observed),
    [1, 2, 4, 9],
  );
  for (const [place, pair] of pairs.entries()) {
    t.ok(Math.abs(pair.expected - (expected[place] ?? NaN)) < 1e-12);
  }
  t.end();
});

await t.test('what is censored has no point and moves those after it', (t) => {
  const pairs = pairsOf([
    [1, true],
    [2, false],
    [3, true],
  ]);
  // Rate 2 / 6; the curve falls from 1 to 2/3 and from there to 0.
  t.strictSame(
    pairs.map(({ observed }) => observed),
    [1, 3],
  );
  t.ok(Math.abs((pairs[0]?.expected ?? NaN) + 3 * Math.log(5 / 6)) < 1e-12);
  t.ok(Math.abs((pairs[1]?.expected ?? NaN) + 3 * Math.log(1 / 3)) < 1e-12);
  t.end();
});

await t.test('nothing failed, nothing to draw', (t) => {
  t.strictSame(pairsOf([[5, false]]), []);
  t.end();
});
