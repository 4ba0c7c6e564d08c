import t from 'tap';
import { analyseSurvival } from '../../../src/analysis/lifetimes/analyse.js';
import { fitExponential } from '../../../src/analysis/lifetimes/exponential.js';
import { lifeTable, type Lifetime } from '../../../src/analysis/lifetimes/life-table.js';
import { trialsNeeded } from '../../../src/analysis/lifetimes/trials-needed.js';

/** Trials at the times 1, 2 and so on, of which every so many fail. */
const trials = (count: number, every = 1): readonly Lifetime[] =>
  Array.from({ length: count }, (_, n) => ({ time: n + 1, failed: n % every === 0 }));

const needed = (lifetimes: readonly Lifetime[], precision: number) => {
  const [group] = analyseSurvival([{ name: '', lifetimes }]).groups;
  if (!group) throw new Error('nothing was analysed');
  return { ...trialsNeeded(group, precision), median: group.median };
};

/** How far the interval of the rate of so many failures reaches from it, as a share. */
const widthOfRate = (failures: number): number => {
  const fit = fitExponential(lifeTable(trials(failures)));
  const [lower = NaN, upper = NaN] = fit?.rateInterval ?? [];
  const rate = fit?.rate ?? NaN;
  return Math.max(rate - lower, upper - rate) / rate;
};

await t.test('failures until a rate is known to 10 %', (t) => {
  // About (1.96 / 0.1)^2 = 384; the interval reaches further above than below.
  const failures = needed(trials(30), 0.1).forRate ?? 0;
  t.ok(failures > 384 && failures < 430, `${failures}`);
  t.ok(widthOfRate(failures) <= 0.1);
  t.ok(widthOfRate(failures - 1) > 0.1, 'one less will not do');
  t.equal(needed(trials(40, 4), 0.1).forRate, failures * 4, 'a quarter fails');
  const survivors = trials(9).map((trial) => ({ ...trial, failed: false }));
  t.equal(needed(survivors, 0.1).forRate, undefined, 'when none fails, none is enough');
  t.end();
});

await t.test('trials until a share is known to 5 points', (t) => {
  // 385 after Wald, as every handbook has it; Wilson's interval is a little narrower.
  t.equal(needed(trials(20, 2), 0.05).forShare, 381);
  t.ok((needed(trials(20, 20), 0.05).forShare ?? 0) < 150, 'fewer when it is rare');
  t.end();
});

await t.test('trials until a median is known', (t) => {
  const lifetimes = trials(100);
  const { median } = needed(lifetimes, 0.1);
  const { time = NaN, lower = NaN, upper = NaN } = median;
  const reach = Math.max(time - lower, upper - time) / time;
  t.equal(needed(lifetimes, reach).forMedian, 100, 'so well they know it');
  t.equal(needed(lifetimes, reach / 3).forMedian, 900, 'thrice as narrow');
  t.equal(needed(lifetimes, 2 * reach).forMedian, 25, 'it was enough before');
  t.equal(needed(trials(4), 0.1).forMedian, undefined, 'an end is open');
  t.equal(needed([{ time: 3, failed: false }], 0.1).forMedian, undefined);
  t.end();
});
