import t from 'tap';
import { censoringOf } from '../../../src/analysis/lifetimes/censoring.js';
import { lifeTable } from '../../../src/analysis/lifetimes/life-table.js';

const drawn = (lifetimes: readonly (readonly [number, boolean])[], uniform: number) =>
  censoringOf(lifeTable(lifetimes.map(([time, failed]) => ({ time, failed }))))(
    () => uniform,
  );

await t.test('what failed at a time was not at risk to be censored then', (t) => {
  const lifetimes = [
    [2, true],
    [2, false],
    [5, false],
  ] as const;
  t.equal(drawn(lifetimes, 0.49), 2);
  t.equal(drawn(lifetimes, 0.51), 5);
  t.end();
});

await t.test('one cap for all is drawn always; without one, nothing is censored', (t) => {
  for (const uniform of [0, 0.5, 0.999]) {
    t.equal(
      drawn(
        [
          [1, true],
          [9, false],
          [9, false],
        ],
        uniform,
      ),
      9,
    );
    t.equal(
      drawn(
        [
          [1, true],
          [2, true],
        ],
        uniform,
      ),
      Infinity,
    );
  }
  t.equal(
    drawn(
      [
        [1, false],
        [9, true],
      ],
      0.6,
    ),
    Infinity,
    'the longest failed',
  );
  t.end();
});
