import t from 'tap';
import { cellsOnSubject } from '../../src/run/cells.js';
import { defineExperiment } from '../../src/plan/definition.js';

const experiment = defineExperiment({
  name: 'example',
  asks: '',
  claims: [],
  knobs: {
    engine: { values: ['steam', 'fusion'], about: '' },
    cap: { values: ['10', '1000'], about: '' },
  },
  defaultVariants: [{}],
  trials: 1,
  libraries: [],
});
const subject = { kind: 'ocaml', version: '5.3.0' } as const;
const description = {
  fixture: 'example',
  ocaml: '5.3.0',
  knobs: {},
  notApplicable: [{ knob: 'engine', value: 'fusion', reason: 'not invented' }],
};

const cells = (
  variants: Parameters<typeof cellsOnSubject>[0]['variants'],
  cap?: number,
) =>
  cellsOnSubject(
    { experiment, variants },
    subject,
    cap === undefined ? {} : { cap },
    'feedfacecafebeef',
    description,
  );

await t.test('what a version cannot have is left out, with the reason', (t) => {
  const { plan, notApplicable } = cells([
    { variant: { engine: 'steam', cap: '10' }, trials: 100, settledAfter: 30 },
    { variant: { engine: 'fusion', cap: '10' }, trials: 100 },
  ]);
  t.match(plan, [
    { cell: { variant: { engine: 'steam' } }, trials: 100, settledAfter: 30 },
  ]);
  t.equal(plan.length, 1);
  t.same(notApplicable, [
    {
      experiment: 'example',
      subject,
      variant: { engine: 'fusion', cap: '10' },
      reason: 'engine=fusion: not invented',
    },
  ]);
  t.end();
});

await t.test(
  'variants that the command line made equal count once, with the most',
  (t) => {
    const both = [
      { variant: { engine: 'steam', cap: '10' }, trials: 100, settledAfter: 30 },
      { variant: { engine: 'steam', cap: '1000' }, trials: 200 },
    ];
    t.equal(cells(both).plan.length, 2);
    t.match(cells(both, 50).plan, [{ cell: { cap: 50 }, trials: 200 }]);
    t.equal(cells(both, 50).plan.length, 1);
    t.end();
  },
);
