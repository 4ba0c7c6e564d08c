import { every } from '../../src/plan/claim.js';
import { defineExperiment, type Drive, type Variant } from '../../src/plan/definition.js';

/** What a trial on each arm is driven by. */
const DRIVES: Readonly<Record<string, Partial<Drive>>> = {
  store: { driver: 'none', rateHz: 10_000, cap: 2_000 },
  signal: { driver: 'external', rateHz: 10_000, cap: 2_000 },
  'every-safepoint': { driver: 'none', rateHz: 1_000_000, cap: 100_000 },
};

const EVERY = { arm: 'every-safepoint' } as const;

const defaultVariants: readonly [Variant, ...Variant[]] = [{}, { arm: 'signal' }, EVERY];

export default defineExperiment({
  name: 'safepoint',
  asks: 'Do tasks on stock OCaml survive being preempted at every kind of safepoint?',
  claims: [
    {
      id: 'D1',
      says: 'Fibers of an unmodified OCaml 5 that never yield can be made to take turns, without a crash',
      figures: '',
      parts: defaultVariants.map((variant) =>
        every(variant, 'all tasks ran on to the last preempt, with right results', {
          outcomes: ['survived'],
        }),
      ),
    },
  ],
  knobs: {
    arm: {
      values: ['store', 'signal', 'every-safepoint'],
      about: 'what asks for a preemption',
    },
    tasks: { values: ['20', '2', '200'], about: 'how many take turns' },
    domains: { values: ['1', '2'], about: 'how many run them, from one queue' },
    handler: {
      values: ['plain', 'allocating'],
      about: 'what the scheduler does when a task was preempted',
    },
    'minor-heap': {
      values: ['default', '256'],
      about: 'its size in words, before it is rounded up to a page',
    },
    runtime: {
      values: ['release', 'debug-verified'],
      about: 'whether every collection verifies the heap, with the debug runtime',
    },
    task: {
      values: [
        'mixed',
        'integers',
        'floats',
        'recursion',
        'bigarrays',
        'lists',
        'maps',
        'strings',
        'tables',
        'comparisons',
        'lazies',
        'exceptions',
        'handlers',
        'deep',
        'callbacks',
        'collections',
        'pipe',
      ],
      about: 'what is preempted',
    },
  },
  defaultVariants,
  trials: 30,
  debugRuntime: true,
  drive: ({ arm = '' }) => DRIVES[arm] ?? {},
  libraries: ['unix', 'threads', 'preempt'],
});
