import t from 'tap';
import { fisherExact } from '../../../src/analysis/fisher/fisher-exact.js';
import { agrees, goldens } from '../lifetimes/goldens.js';

await t.test('tables of any size are tested as in R', (t) => {
  const ours = goldens.fisher.map(({ rows }) => fisherExact(rows).p);
  agrees(
    t,
    ours,
    goldens.fisher.map(({ p }) => p),
  );
  t.ok(goldens.fisher.every(({ rows }) => fisherExact(rows).drawn === undefined));
  t.end();
});

await t.test('what Fisher and Agresti published', (t) => {
  // The lady who tasted tea, and job satisfaction by income (?fisher.test of R).
  const tea = fisherExact([
    [3, 1],
    [1, 3],
  ]);
  const satisfaction = fisherExact([
    [1, 2, 1, 0],
    [3, 3, 6, 1],
    [10, 10, 14, 9],
    [6, 7, 12, 11],
  ]);
  t.equal(tea.p.toFixed(4), '0.4857');
  t.equal(satisfaction.p.toFixed(4), '0.7827');
  t.end();
});

await t.test('rows or columns of nothing, and tables of one', (t) => {
  const [plain, padded] = [
    [
      [5, 1],
      [1, 5],
    ],
    [
      [5, 0, 1],
      [0, 0, 0],
      [1, 0, 5],
    ],
  ];
  t.equal(fisherExact(padded).p, fisherExact(plain).p);
  t.equal(fisherExact([[5, 3]]).p, 1);
  t.equal(fisherExact([[0, 0]]).p, 1);
  t.equal(fisherExact([]).p, 1);
  t.end();
});

await t.test('of too many tables some are drawn, and it says how many', (t) => {
  const alike = [
    [60, 70, 50, 61, 56, 60],
    [58, 60, 61, 56, 60, 62],
    [62, 50, 70, 60, 59, 58],
  ];
  const { p, drawn } = fisherExact(alike);
  t.equal(drawn, 20_000);
  // R says 0.6944 from a million tables; four standard errors of ours are 0.013.
  t.ok(Math.abs(p - 0.6944) < 0.013, `${p}`);
  const [first = [], ...rest] = alike;
  const differing = fisherExact([first.map((n, outcome) => n + 60 * outcome), ...rest]);
  t.ok(differing.p < 1e-4, `${differing.p}`);
  t.end();
});
