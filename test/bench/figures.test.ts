import t from 'tap';
import { interleave, ratioOfArms } from '../../bench/rounds.js';
import { slopeOf } from '../../bench/slope.js';

void t.test(
  'arms take turns at going first, after a round that is dropped',
  async (t) => {
    const order: string[] = [];
    const arm = (name: string) => () => Promise.resolve(order.push(name));
    const rounds = await interleave(3, arm('lab'), arm('bare'));
    t.equal(order.join(' '), 'lab bare bare lab lab bare bare lab');
    t.strictSame(rounds, [
      { lab: 4, bare: 3 },
      { lab: 5, bare: 6 },
      { lab: 8, bare: 7 },
    ]);
  },
);

void t.test('ratios are taken within rounds, not between their medians', (t) => {
  const rounds = [
    { lab: 1, bare: 2 },
    { lab: 30, bare: 10 },
    { lab: 4, bare: 4 },
  ];
  t.strictSame(ratioOfArms(rounds), { median: 1, min: 0.5, max: 3 });
  t.end();
});

void t.test('the slope is that of the least squares', (t) => {
  t.equal(slopeOf([0, 1, 2].map((x) => ({ x, y: 5 - 3 * x }))), -3);
  const scattered = [0, 0, 3, 3].map((y, x) => ({ x, y }));
  t.ok(Math.abs(slopeOf(scattered) - 1.2) < 1e-9);
  t.end();
});
