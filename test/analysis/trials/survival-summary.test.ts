import t from 'tap';
import { summariseSurvival } from '../../../src/analysis/trials/survival-summary.js';
import type { TrialRecord } from '../../../src/journal/trial-record.js';
import { defineExperiment } from '../../../src/plan/definition.js';
import { renderSurvivalTable } from '../../../src/report/markdown/survival.js';
import { cellsOf, record, survivor } from '../../support/records.js';

const experiment = defineExperiment({
  name: 'callback',
  asks: 'Does it?',
  claims: [],
  knobs: {},
  defaultVariants: [],
  survival: [
    { says: 'plainly', variant: { handler: 'plain' } },
    { says: 'never tried', variant: { handler: 'none' } },
  ],
  trials: 1,
  libraries: [],
});

const rowsOf = (trials: readonly TrialRecord[]) =>
  summariseSurvival([experiment], cellsOf(trials));

const safepoints = (value: number): TrialRecord['measurements'] => ({
  distinctSafepoints: { unit: 'safepoints', value },
});

await t.test('every trial that agrees with a row is in it, and no other', (t) => {
  const rows = rowsOf([
    record({ preempts: 5, variant: { handler: 'plain', task: 'loop' } }),
    survivor({ preempts: 3000, measurements: safepoints(7) }),
    survivor({ preempts: 4000, measurements: safepoints(6) }),
    record({ preempts: 999, variant: { handler: 'allocating' } }),
    record({ preempts: 999, experiment: 'finaliser' }),
    record({ preempts: 999, outcome: { kind: 'harness-fault' } }),
  ]);
  t.same(rows, [
    {
      says: 'plainly',
      trials: 3,
      failed: 1,
      preempts: 7005,
      median: { preempts: 3000, isLowerBound: true },
      most: { preempts: 4000, isLowerBound: true },
      distinctSafepoints: 7,
    },
  ]);
  t.match(
    renderSurvivalTable(rows),
    /\| plainly +\| +3 \| +1 \| +7,005 \| +≥3,000 \| +≥4,000 \| +7 \|/,
  );
  t.end();
});

await t.test('an experiment without such rows has none', (t) => {
  const { survival, ...without } = experiment;
  t.ok(survival);
  t.same(summariseSurvival([without], cellsOf([record()])), []);
  t.end();
});
