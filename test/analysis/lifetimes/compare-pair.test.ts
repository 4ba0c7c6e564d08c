import t from 'tap';
import { analyseSurvival } from '../../../src/analysis/lifetimes/analyse.js';
import { commonCap, comparePairs } from '../../../src/analysis/lifetimes/compare-pair.js';

const NEVER = 3000;

/** Groups of lifetimes; those of 3,000 had not failed until then. */
const analysed = (...groups: readonly (readonly number[])[]) =>
  analyseSurvival(
    groups.map((times, place) => ({
      name: 'abc'.charAt(place),
      lifetimes: times.map((time) => ({ time, failed: time < NEVER })),
    })),
  );

const alive = Array.from({ length: 20 }, () => NEVER);

await t.test('a group that has died is known for as long as the others', (t) => {
  const died = Array.from({ length: 20 }, (_, place) => 1 + (place % 2));
  const analysis = analysed(died, alive);
  t.equal(commonCap(analysis), NEVER);
  const [pair] = comparePairs(analysis, 1);
  t.equal(pair?.meanDifference.difference, NEVER - 1.5);
  t.end();
});

await t.test('where all have died the means are to when the last one did', (t) => {
  const analysis = analysed([1, 2], [5, 9], [3, 4]);
  t.equal(commonCap(analysis), 9);
  const [pair] = comparePairs(analysis, 3).filter(({ a, b }) => a === 0 && b === 1);
  t.equal(pair?.meanDifference.difference, 5.5, 'of 1.5 and 7');
  t.end();
});

await t.test(
  'where some are alive they are to when the first group is not known',
  (t) => {
    t.equal(commonCap(analysed([1, 2, NEVER], alive, [7, 8])), NEVER);
    t.equal(commonCap(analysed([])), 0);
    t.end();
  },
);
