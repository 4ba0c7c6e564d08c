import { trialsByCell } from '../../../src/analysis/trials/cell-trials.js';
import t from 'tap';
import { summariseCells } from '../../../src/analysis/trials/cell-summary.js';
import { preemptDistribution } from '../../../src/analysis/trials/preempt-distribution.js';
import { cellsOf, manifest, record, survivor } from '../../support/records.js';

await t.test(
  'quantiles are counts of actual trials, survivors last among equals',
  (t) => {
    const counts = [5, 1, 3000, 40, 7].map((preempts) => record({ preempts }));
    t.same(preemptDistribution([...counts, survivor(), survivor(), survivor()]), {
      min: { preempts: 1, isLowerBound: false },
      p25: { preempts: 5, isLowerBound: false },
      median: { preempts: 40, isLowerBound: false },
      p75: { preempts: 3000, isLowerBound: true },
      max: { preempts: 3000, isLowerBound: true },
    });
    t.equal(preemptDistribution([]), undefined);
    t.end();
  },
);

await t.test(
  'quartiles of 1 to 9 are those of the empirical distribution function',
  (t) => {
    const trials = [9, 8, 7, 6, 5, 4, 3, 2, 1].map((preempts) => record({ preempts }));
    t.match(preemptDistribution(trials), {
      p25: { preempts: 3 },
      median: { preempts: 5 },
      p75: { preempts: 7 },
    });
    t.end();
  },
);

await t.test('a failure at the cap comes before the survivors there', (t) => {
  const trials = [survivor(), survivor(), record({ preempts: 3000 })];
  t.match(preemptDistribution(trials), {
    min: { isLowerBound: false },
    median: { isLowerBound: true },
  });
  t.end();
});

await t.test('a harness fault is counted as what it is and is no data', (t) => {
  const trials = [
    record({ trial: 0, preempts: 4 }),
    record({ trial: 1, preempts: 900, outcome: { kind: 'harness-fault', message: 'x' } }),
    survivor({ trial: 2 }),
  ];
  const [cell] = summariseCells(cellsOf(trials));
  t.match(cell, {
    trials: 3,
    outcomes: { crashed: 1, 'harness-fault': 1, survived: 1 },
    survivors: 1,
    preempts: { min: { preempts: 4 }, max: { preempts: 3000 } },
  });
  t.notOk(cell?.messages.has('x'));
  t.end();
});

await t.test('trials that differ in anything that matters are never pooled', (t) => {
  const other = manifest({ run: '20260102T030405Z-callback-ffff' });
  const machine = { ...other.machine, id: 'other' };
  const cells = trialsByCell([
    {
      manifest: manifest(),
      trials: [
        record(),
        record({ cap: 4000 }),
        record({ rateHz: 1 }),
        record({ driver: 'timer' }),
        record({ fixtureHash: '0' }),
        record({ subject: { kind: 'ocaml', version: '5.1.0' } }),
        record({ variant: { handler: 'allocating' } }),
      ],
    },
    { manifest: { ...other, machine }, trials: [record()] },
    { manifest: other, trials: [record()] },
  ]);
  t.same(
    summariseCells(cells).map(({ trials }) => trials),
    [2, 1, 1, 1, 1, 1, 1, 1],
    'two runs of the same cell on the same machine belong together',
  );
  t.end();
});

await t.test('what fixtures measured is summed up by medians', (t) => {
  const trials = [3, 1, 2].map((depth) =>
    record({
      measurements: {
        depth: { unit: 'nestings', value: depth },
        delay: { unit: 'ns', histogram: { sum: 60, max: 20, buckets: [[20, 3]] } },
        signalDelay: { unit: 'ns', value: 5 },
      },
    }),
  );
  const [summary] = summariseCells(cellsOf(trials));
  t.same(
    [...(summary?.measured ?? [])],
    [
      ['depth', { unit: 'nestings', median: 2 }],
      ['delay', { unit: 'ns', median: 20.5 }],
    ],
  );
  t.end();
});
