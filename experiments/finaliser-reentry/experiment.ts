import { nearlyAll, type ClaimPart, type Variant } from '../../src/plan/claim.js';
import { defineExperiment } from '../../src/plan/definition.js';

const MANY = 1_000_000;

/** The depth grows as the limit does, within a quarter. */
const grows = (cell: Variant, besides: Variant, times: number): ClaimPart => ({
  cell,
  says: `it gets ${times} times as deep as with ${Object.values(besides).join(' ')}`,
  rule: {
    kind: 'ratio',
    of: { measured: 'depth' },
    to: { measured: 'depth' },
    besides,
    within: [times / 1.25, times * 1.25],
  },
});

const DIRECT = { scheduler: 'direct' } as const;

export default defineExperiment({
  name: 'finaliser-reentry',
  asks: 'How often can a finaliser re-enter the scheduler, and what bounds it?',
  claims: [
    {
      id: 'A3',
      title: 'A finaliser re-enters the scheduler until the stack limit',
      says:
        'Releasing the finaliser and re-entering the scheduler works a limited number of ' +
        'times, until the stack limit; tasks buried under one that never yields cannot ' +
        'be reached',
      figures: 'until the stack limit',
      explains:
        'Each nesting leaves the frames of the collector on the C stack, so that its ' +
        "limit (ulimit -s) bounds the depth. OCaml's own limit counts each fiber by " +
        'itself and never binds where every task has one; it does where the tasks run ' +
        'directly on the interrupted fiber, and then the end is the exception ' +
        'Stack_overflow, not a fault. A buried task never has another turn: what lies ' +
        'above it would have to return first.',
      parts: [
        nearlyAll({}, 'it works more than once and ends at a stack limit', {
          outcomes: ['stack-overflow'],
          measured: { name: 'depth', range: [2, MANY] },
        }),
        grows({ 'c-stack': '1M' }, { 'c-stack': '256K' }, 4),
        grows({ 'c-stack': '4M' }, { 'c-stack': '1M' }, 4),
        grows(
          { ...DIRECT, 'ocaml-stack': '16Kw' },
          { ...DIRECT, 'ocaml-stack': '8Kw' },
          2,
        ),
        nearlyAll({}, 'more than one task is left buried', {
          measured: { name: 'tasksUnreachable', range: [2, MANY] },
        }),
        nearlyAll({}, 'none of those buried has another turn', {
          measured: { name: 'turnsOfBuried', range: [0, 0] },
        }),
        nearlyAll(
          { nested: 'ending' },
          'the one below does have other turns, and no stack gives out',
          {
            outcomes: ['survived'],
            measured: { name: 'turnsOfBuried', range: [2, MANY] },
          },
        ),
      ],
    },
  ],
  knobs: {
    'c-stack': {
      values: ['2M', '256K', '512K', '1M', '4M', '8M'],
      about: 'limit of the stack that C frames lie on (ulimit -s)',
    },
    'ocaml-stack': {
      values: ['128Mw', '8Kw', '16Kw'],
      about: "OCaml's own limit for the stack of a fiber (OCAMLRUNPARAM, l=), in words",
    },
    scheduler: {
      values: ['fiber', 'direct'],
      about: 'whether each task gets a fiber, or runs on the one that was interrupted',
    },
    nested: {
      values: ['endless', 'ending'],
      about:
        'whether the tasks started by the finaliser never yield, or end by themselves',
    },
  },
  defaultVariants: [
    {},
    { 'c-stack': '256K' },
    { 'c-stack': '512K' },
    { 'c-stack': '1M' },
    { 'c-stack': '4M' },
    { 'ocaml-stack': '8Kw' },
    { scheduler: 'direct' },
    { scheduler: 'direct', 'ocaml-stack': '8Kw' },
    { scheduler: 'direct', 'ocaml-stack': '16Kw' },
    { nested: 'ending' },
  ],
  trials: 100,
  drive: { cap: 20_000, rateHz: 100 },
  libraries: [],
});
