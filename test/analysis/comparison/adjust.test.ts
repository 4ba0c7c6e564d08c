import t from 'tap';
import { adjustComparisons } from '../../../src/analysis/comparison/adjust.js';
import { analyseComparison } from '../../../src/analysis/comparison/analyse.js';
import { holm } from '../../../src/analysis/numerics/holm.js';
import { cellsSideBySide } from '../../../src/analysis/comparison/side-by-side.js';
import { manifest, record, survivor } from '../../support/records.js';

/** A task that dies early on some versions, so that the p-values of tasks differ. */
const trials = ['loop', 'calling', 'allocating'].flatMap((task, rank) =>
  ['5.1.0', '5.3.0', '5.4.1'].flatMap((version, later) =>
    Array.from({ length: 8 }, (_, row) => ({
      ...(row === 7 && task !== 'loop' ? survivor() : record()),
      attempts: row + 1 + rank * later * 3,
      variant: { task },
      subject: { kind: 'ocaml' as const, version },
      fixtureHash: version,
    })),
  ),
);

const analyses = cellsSideBySide(
  [{ manifest: manifest(), trials }],
  'ocaml',
  () => true,
).map(analyseComparison);

const { comparisons, tests } = adjustComparisons(analyses);

await t.test('each kind of test is a family over all comparisons', (t) => {
  t.same(tests, { logRank: 3, fisher: 2, pairs: 9 }, 'loop ends in one way only');
  const logRank = analyses.map(({ survival }) => survival.logRank?.p ?? NaN);
  t.same(
    comparisons.map(({ pHolm }) => pHolm.logRank),
    holm(logRank),
  );
  t.equal(comparisons[0]?.pHolm.fisher, undefined);
  const fisher = analyses.slice(1).map((analysis) => analysis.fisher?.p ?? NaN);
  t.same(
    comparisons.slice(1).map(({ pHolm }) => pHolm.fisher),
    holm(fisher),
  );
  const pairs = analyses.flatMap(({ survival }) => survival.pairwise.map(({ p }) => p));
  t.same(
    comparisons.flatMap(({ survival }) => survival.pairwise.map(({ pHolm }) => pHolm)),
    holm(pairs),
  );
  t.end();
});
