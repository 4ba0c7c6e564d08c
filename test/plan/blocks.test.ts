import t from 'tap';
import { planBlocks } from '../../src/plan/blocks.js';
import { cellKey, cellOf } from '../../src/plan/cell.js';
import { defineExperiment } from '../../src/plan/definition.js';

const experiment = defineExperiment({
  name: 'example',
  asks: '',
  claims: [],
  knobs: {
    stack: { values: ['a', 'b', 'c', 'd', 'e'], about: '' },
    rate: { values: ['1000', '5000'], about: '' },
  },
  defaultVariants: [{}],
  trials: 20,
  libraries: [],
});
const subject = { kind: 'ocaml', version: '5.3.0' } as const;
const cells = experiment.knobs.stack?.values.map((stack) => ({
  cell: cellOf(experiment, { stack }, subject, {}),
  trials: 20,
}));
const plan = planBlocks(cells ?? [], 1);

await t.test('each block holds every cell once', (t) => {
  t.equal(plan.length, 100);
  for (let block = 0; block < 20; block++) {
    const inBlock = plan.slice(block * 5, block * 5 + 5);
    t.ok(inBlock.every((trial) => trial.block === block));
    t.equal(new Set(inBlock.map(({ cell }) => cellKey(cell))).size, 5);
  }
  t.end();
});

await t.test('the order differs from block to block', (t) => {
  const orders = new Set<string>();
  for (let block = 0; block < 20; block++) {
    const inBlock = plan.slice(block * 5, block * 5 + 5);
    orders.add(inBlock.map(({ cell }) => cell.variant.stack).join(''));
  }
  t.ok(orders.size > 10, `${orders.size} orders in 20 blocks`);
  t.end();
});

await t.test('the same seed gives the same plan, another seed another', (t) => {
  t.same(planBlocks(cells ?? [], 1), plan);
  t.notSame(planBlocks(cells ?? [], 2), plan);
  t.equal(new Set(plan.map(({ seed }) => seed)).size, 100, 'no two trials share a seed');
  t.end();
});

await t.test(
  'a seed depends on its own cell and block, not on what runs beside it',
  (t) => {
    const [first] = cells ?? [];
    const alone = planBlocks(first ? [first] : [], 1);
    const key = alone[7] && cellKey(alone[7].cell);
    const same = plan.find(({ block, cell }) => block === 7 && cellKey(cell) === key);
    t.equal(alone[7]?.seed, same?.seed);
    t.end();
  },
);

await t.test('a rate given for all replaces that of a variant', (t) => {
  const variant = { stack: 'a', rate: '5000' };
  t.match(cellOf(experiment, variant, subject, {}), { rateHz: 5000 });
  t.match(cellOf(experiment, variant, subject, { rateHz: 7 }), {
    rateHz: 7,
    variant: { stack: 'a', rate: '7' },
  });
  t.end();
});
