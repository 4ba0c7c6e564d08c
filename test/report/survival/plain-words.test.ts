import t from 'tap';
import { analyseSurvival } from '../../../src/analysis/lifetimes/analyse.js';
import { describeGroups } from '../../../src/report/survival/plain-words.js';

const NEVER = 0;

/** Groups, which fail at these times or not within 100. */
const describe = (...times: readonly (readonly number[])[]): string =>
  describeGroups(
    analyseSurvival(
      times.map((both, place) => ({
        name: 'abc'.charAt(place),
        lifetimes: both.map((time) =>
          time === NEVER ? { time: 100, failed: false } : { time, failed: true },
        ),
      })),
    ).groups,
    'attempt ',
  );

await t.test('of two groups, how long each lasts, the longer first', (t) => {
  t.equal(
    describe([1, 3], [7, 9]),
    "Half of 'b' failed by attempt 8, half of 'a' failed by attempt 2.",
  );
  t.equal(
    describe([1, 3], [NEVER, NEVER]),
    "Fewer than half of 'b' failed, half of 'a' failed by attempt 2.",
  );
  t.end();
});

await t.test('of more than two the ones at the ends', (t) => {
  t.equal(
    describe([4, 6], [1, 3], [7, 9]),
    "Half of 'c', the longest lived, failed by attempt 8, " +
      "half of 'b', the shortest lived, failed by attempt 2.",
  );
  t.end();
});

await t.test('no group is named for what it shares', (t) => {
  t.equal(
    describe([NEVER, NEVER], [1, 3], [NEVER, 5, NEVER]),
    "Fewer than half of each of 2 groups failed, half of 'b', the shortest lived, failed by attempt 2.",
  );
  t.end();
});

await t.test('where all last the same there are no ends', (t) => {
  t.equal(describe([1, 3], [2, 2]), 'Half of each group failed by attempt 2.');
  t.equal(describe([1, 3]), 'Half of all failed by attempt 2.');
  t.equal(describe([NEVER, NEVER], [NEVER, NEVER]), 'None of 4 failed.');
  t.end();
});
