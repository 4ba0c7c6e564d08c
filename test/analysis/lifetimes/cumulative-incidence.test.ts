import t from 'tap';
import { cumulativeIncidence } from '../../../src/analysis/lifetimes/cumulative-incidence.js';
import { kaplanMeier, survivalAt } from '../../../src/analysis/lifetimes/kaplan-meier.js';
import { lifeTable } from '../../../src/analysis/lifetimes/life-table.js';
import { agrees, goldens } from './goldens.js';

await t.test('progression and death compete as in R', (t) => {
  const { time, cause, rows } = goldens.incidence;
  const curves = cumulativeIncidence(
    time.map((at, row) => ({ time: at, ...(cause[row] && { cause: cause[row] }) })),
  );
  const rowsOf = (wanted: 'progression' | 'death') => {
    const curve = curves.find((each) => each.cause === wanted);
    return Array.from(curve?.times ?? [], (at, row) => ({
      time: at,
      [wanted]: curve?.incidence[row],
      [`${wanted}StdErr`]: Math.sqrt(curve?.variance[row] ?? NaN),
    }));
  };
  for (const wanted of ['progression', 'death'] as const) {
    const ours = rowsOf(wanted);
    const golden = ours.map(({ time: at }) => {
      const row = rows.find((each) => each.time === at);
      const error = `${wanted}StdErr` as const;
      return { time: row?.time, [wanted]: row?.[wanted], [error]: row?.[error] };
    });
    agrees(t, ours, golden);
  }
  t.same(new Set(curves.map((curve) => curve.cause)), new Set(['progression', 'death']));
  const shown = curves.reduce((count, curve) => count + curve.times.length, 0);
  t.ok(shown > rows.length, `${shown} steps`);
  t.end();
});

await t.test('the incidences of all causes and the survival are all there is', (t) => {
  const lifetimes = [
    { time: 1, cause: 'crash' },
    { time: 1, cause: 'hang' },
    { time: 2 },
    { time: 3, cause: 'crash' },
    { time: 5, cause: 'hang' },
    { time: 8 },
  ];
  const curves = cumulativeIncidence(lifetimes);
  const total = curves.reduce((sum, { incidence }) => sum + (incidence.at(-1) ?? 0), 0);
  const failed = lifetimes.map(({ time, cause }) => ({
    time,
    failed: cause !== undefined,
  }));
  const survival = survivalAt(kaplanMeier(lifeTable(failed)), 8);
  t.equal((total + survival).toFixed(12), '1.000000000000');
  t.end();
});

await t.test('without censoring it is the share of the cause, as a binomial', (t) => {
  const crashes = [1, 2, 3].map((time) => ({ time, cause: 'crash' }));
  const others = [2, 4, 5, 6, 7, 8, 9].map((time) => ({ time, cause: 'hang' }));
  const [crash] = cumulativeIncidence([...crashes, ...others]);
  t.equal(crash?.incidence.at(-1)?.toFixed(12), '0.300000000000');
  t.equal(crash?.variance.at(-1)?.toFixed(12), ((0.3 * 0.7) / 10).toFixed(12));
  t.same(cumulativeIncidence([{ time: 3 }]), [], 'nobody died');
  t.same(cumulativeIncidence([]), []);
  t.end();
});
