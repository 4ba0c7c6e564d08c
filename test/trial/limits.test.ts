import t from 'tap';
import { DEFAULT_LIMITS, UNHURRIED_LIMITS, wallTimeS } from '../../src/trial/limits.js';

await t.test('a trial has the time that its cap takes, within bounds', (t) => {
  const wall = (cap: number, rateHz: number) =>
    wallTimeS(DEFAULT_LIMITS, { cap, rateHz });
  t.equal(wall(3000, 10_000), DEFAULT_LIMITS.wallS);
  t.equal(wall(100_000, 10_000), 20);
  t.equal(wall(1_000_000_000, 1), 30);
  const fixed = { ...DEFAULT_LIMITS, wallS: 60, wallPerCap: 0 };
  t.equal(wallTimeS(fixed, { cap: 100_000, rateHz: 10 }), 60, 'unless it was given one');
  const unhurried = wallTimeS(UNHURRIED_LIMITS, { cap: 1_000_000, rateHz: 1 });
  t.equal(unhurried, 3600, 'or all that a trial could need');
  t.equal(UNHURRIED_LIMITS.hangS, DEFAULT_LIMITS.hangS, 'a hang is one all the same');
  t.end();
});
