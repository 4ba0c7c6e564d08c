import t from 'tap';
import {
  kaplanMeier,
  standardError,
  survivalAt,
} from '../../../src/analysis/lifetimes/kaplan-meier.js';
import { lifeTable, type LifeTable } from '../../../src/analysis/lifetimes/life-table.js';
import { logLogBand } from '../../../src/analysis/lifetimes/log-log-band.js';
import { nelsonAalen } from '../../../src/analysis/lifetimes/nelson-aalen.js';
import { curvesCross } from '../../../src/analysis/lifetimes/curves-cross.js';
import {
  restrictedMean,
  restrictedMeanDifference,
} from '../../../src/analysis/lifetimes/restricted-mean.js';
import { survivalQuantile } from '../../../src/analysis/lifetimes/survival-quantile.js';
import { agrees, everyGroup, lifetimesIn } from './goldens.js';

const curveOf = (set: string, group?: string) =>
  kaplanMeier(lifeTable(lifetimesIn(set, group)));

const curveWhere = (...times: readonly (readonly [time: number, event: 0 | 1])[]) =>
  kaplanMeier(lifeTable(times.map(([time, event]) => ({ time, failed: event === 1 }))));

/** The figures of a curve as the golden ones are written. */
const figuresOf = (table: LifeTable, meanTo: number) => {
  const curve = kaplanMeier(table);
  const { hazard, variance } = nelsonAalen(table);
  const rows = Array.from(curve.times, (time, row) => {
    const [survival = NaN, logVariance = NaN] = [
      curve.survival[row],
      curve.logVariance[row],
    ];
    const [lower, upper] = logLogBand(survival, logVariance);
    return {
      time,
      atRisk: curve.atRisk[row],
      events: curve.failed[row],
      survival,
      stdErr: standardError(survival, logVariance),
      lower,
      upper,
      hazard: hazard[row],
      hazardStdErr: Math.sqrt(variance[row] ?? NaN),
    };
  });
  return {
    rows,
    median: survivalQuantile(curve, 0.5),
    quartiles: [0.25, 0.75].map((p) => ({ p, ...survivalQuantile(curve, p) })),
    restrictedMean: restrictedMean(curve, meanTo),
  };
};

for (const { set, name, golden } of everyGroup) {
  await t.test(`the curve of ${set}, ${name} is that of R`, (t) => {
    const { rows, median, quartiles, restrictedMean: mean } = golden;
    const figures = figuresOf(lifeTable(lifetimesIn(set, name)), mean.to);
    agrees(t, figures, { rows, median, quartiles, restrictedMean: mean });
    t.equal(figures.rows.length, rows.length);
    t.end();
  });
}

await t.test('the published curve of 6-MP', (t) => {
  // Kalbfleisch and Prentice, 1980; Klein and Moeschberger, table 4.1B.
  const published = '.8571 .8067 .7529 .6902 .6275 .5378 .4482';
  const { survival } = curveOf('leukaemia', '6-MP');
  t.equal([...survival].map((s) => s.toFixed(4).slice(1)).join(' '), published);
  t.end();
});

await t.test('the medians that the manual of the survival package prints', (t) => {
  const median = (set: string, group: string) =>
    survivalQuantile(curveOf(set, group), 0.5).time;
  t.same([median('aml', 'Maintained'), median('aml', 'Nonmaintained')], [31, 23]);
  t.same([median('lung', 'male'), median('lung', 'female')], [270, 426]);
  const maintained = curveOf('aml', 'Maintained');
  t.equal(survivalAt(maintained, 9).toFixed(3), '0.909');
  t.equal(survivalAt(maintained, 8.9), 1);
  const [survival = NaN] = maintained.survival;
  t.equal(standardError(survival, maintained.logVariance[0] ?? NaN).toFixed(4), '0.0867');
  t.end();
});

await t.test('nothing failed', (t) => {
  const curve = curveWhere([3, 0], [4, 0]);
  t.equal(curve.times.length, 0);
  t.equal(survivalAt(curve, 100), 1);
  t.same(survivalQuantile(curve, 0.5), {
    time: undefined,
    lower: undefined,
    upper: undefined,
  });
  t.same(restrictedMean(curve, 3), { to: 3, mean: 3, stdErr: 0 });
  t.end();
});

await t.test('one trial', (t) => {
  const curve = curveWhere([7, 1]);
  t.same([...curve.survival], [0]);
  t.equal(survivalQuantile(curve, 0.5).time, 7);
  t.equal(survivalQuantile(curve, 0.5).lower, undefined, 'no interval of one');
  t.same(restrictedMean(curve, 10), { to: 10, mean: 7, stdErr: 0 });
  t.end();
});

await t.test('all at one time', (t) => {
  const curve = curveWhere([5, 1], [5, 1], [5, 0], [5, 1]);
  t.same([...curve.times], [5]);
  t.same([...curve.survival], [0.25], 'who is censored then was still at risk');
  t.equal(survivalQuantile(curve, 0.5).time, 5);
  t.end();
});

await t.test('a level stretch at one half has its median in the middle', (t) => {
  const of = (...times: readonly (readonly [number, 0 | 1])[]) =>
    survivalQuantile(curveWhere(...times), 0.5).time;
  t.equal(of([1, 1], [2, 1], [3, 1], [4, 1]), 2.5);
  t.equal(of([1, 1], [2, 1], [3, 0], [4, 0]), 2, 'nothing follows it');
  t.end();
});

await t.test('curves that cross are told from those that do not', (t) => {
  const times = (n: number, ...each: readonly number[]) =>
    curveWhere(
      ...Array.from({ length: n }, () => each.map((at) => [at, 1] as const)).flat(),
    );
  const early = times(5, 1, 2, 30, 31);
  t.ok(curvesCross(early, times(5, 10, 11, 12, 13)));
  t.ok(curvesCross(early, times(20, 12)), 'all at one time, which has no variance');
  t.notOk(
    curvesCross(times(1, 1, 2, 30, 31), times(1, 10, 11, 12, 13)),
    'too few to say',
  );
  t.notOk(curvesCross(times(1, 1, 1, 10, 10), times(1, 5, 5, 5, 5)), 'too few to say');
  t.notOk(curvesCross(curveOf('leukaemia', '6-MP'), curveOf('leukaemia', 'placebo')));
  t.notOk(curvesCross(early, early));
  const noisy = curveWhere([1, 1], [3, 1], [4, 1], [6, 1]);
  t.notOk(
    curvesCross(noisy, curveWhere([2, 1], [2.5, 1], [5, 1], [7, 1])),
    'within random variation',
  );
  t.end();
});

await t.test('a difference of restricted means has an interval around it', (t) => {
  const a = { to: 10, mean: 4, stdErr: 0.3 };
  const b = { to: 10, mean: 6, stdErr: 0.4 };
  const { difference, interval } = restrictedMeanDifference(a, b);
  t.equal(difference, 2);
  t.same(
    interval.map((bound) => bound.toFixed(4)),
    ['1.0200', '2.9800'],
  );
  t.end();
});
