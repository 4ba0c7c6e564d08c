import t from 'tap';
import type { Variant } from '../../src/plan/definition.js';
import { experimentFixture, measured } from '../support/experiments.js';

const { run } = await experimentFixture('finaliser-reentry');

const once = async (variant: Variant) => {
  const [result] = await run(variant, { cap: 20_000, rateHz: 100 }, 1);
  if (!result) throw new Error('no trial was run');
  return { ...result, figures: measured(result) };
};

await t.test(
  'it goes deep, ends at the C stack and buries tasks on its way',
  async (t) => {
    const { outcome, figures } = await once({ 'c-stack': '512K' });
    t.match(outcome, { kind: 'stack-overflow', signal: 'SIGSEGV' });
    const depth = figures.depth ?? 0;
    t.ok(depth > 500 && depth < 3000, `${depth} deep`);
    t.equal(figures.tasksUnreachable, depth);
    t.ok((figures.tasksFinished ?? 0) >= depth, 'short tasks finished at each level');
    t.equal(figures.turnsOfBuried, 0);
  },
);

await t.test('twice the C stack is twice the depth', async (t) => {
  const small = await once({ 'c-stack': '256K' });
  const large = await once({ 'c-stack': '512K' });
  const ratio = (large.figures.depth ?? 0) / (small.figures.depth ?? 1);
  t.ok(ratio > 1.6 && ratio < 2.5, `${ratio} times`);
});

await t.test("OCaml's limit binds only where tasks share a fiber", async (t) => {
  const direct = await once({ 'ocaml-stack': '8Kw', scheduler: 'direct' });
  t.match(direct.outcome, { kind: 'stack-overflow', message: 'Stack overflow' });
  const apart = await once({ 'ocaml-stack': '8Kw', scheduler: 'fiber' });
  t.match(apart.outcome, { kind: 'stack-overflow', signal: 'SIGSEGV' });
  t.ok((apart.figures.depth ?? 0) > 2 * (direct.figures.depth ?? 0));
});

await t.test('a task is reached again when those on top of it end', async (t) => {
  const { outcome, figures, snapshot } = await once({ nested: 'ending' });
  t.equal(outcome.kind, 'survived');
  t.ok((figures.turnsOfBuried ?? 0) > 1000, `${figures.turnsOfBuried} turns`);
  t.equal(figures.tasksUnreachable, 0);
  t.equal(snapshot.telemetry.completed, snapshot.telemetry.attempts);
});
