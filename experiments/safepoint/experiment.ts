import { every } from '../../src/plan/claim.js';
import { defineExperiment, type Variant } from '../../src/plan/definition.js';
import type { Drive } from '../../src/plan/drive.js';

/** What a trial on each arm is driven by; the rate of the last limits its time only. */
const DRIVES: Readonly<Record<string, Partial<Drive>>> = {
  store: { driver: 'none', rateHz: 10_000, cap: 2_000 },
  signal: { driver: 'external', rateHz: 10_000, cap: 2_000 },
  'every-safepoint': { driver: 'none', rateHz: 1_000_000, cap: 100_000 },
};

const EVERY: Variant = { arm: 'every-safepoint' };

const defaultVariants: readonly Variant[] = [
  {},
  { domains: '2', tasks: '200' },
  { task: 'testsuite' },
  { arm: 'signal' },
  { arm: 'signal', domains: '2', handler: 'allocating' },
  EVERY,
  { ...EVERY, tasks: '2', handler: 'allocating' },
  { ...EVERY, tasks: '200' },
  { ...EVERY, domains: '2' },
  { ...EVERY, 'minor-heap': '256' },
  { ...EVERY, runtime: 'debug-verified' },
  { ...EVERY, task: 'compactions', domains: '2' },
  { ...EVERY, task: 'testsuite' },
];

const below = (folder: string, names: readonly string[]): readonly string[] =>
  names.map((name) => `${folder}/${name}`);

export default defineExperiment({
  name: 'safepoint',
  asks: 'Does a task on stock OCaml survive being preempted at its safepoints?',
  claims: [
    {
      id: 'D1',
      title: 'Fibers of unmodified OCaml 5 can be preempted safely',
      says:
        'Fibers of an unmodified OCaml 5 that never yield can be made to take turns, ' +
        'and neither crash nor hang nor compute anything wrong',
      figures: '',
      parts: defaultVariants.map((variant) =>
        every(variant, 'the tasks ran on after the last preempt, all results right', {
          outcomes: ['survived'],
        }),
      ),
    },
  ],
  knobs: {
    arm: {
      values: ['store', 'signal', 'every-safepoint'],
      about: 'what asks for preemptions: a ticker, a signal, the scheduler itself',
    },
    tasks: { values: ['20', '2', '200'], about: 'how many take turns' },
    domains: { values: ['1', '2'], about: 'how many give them turns, from one queue' },
    handler: {
      values: ['plain', 'allocating'],
      about: 'what the scheduler does when a task was preempted',
    },
    'minor-heap': {
      values: ['default', '256'],
      about: 'its size in words, which OCaml rounds up to a page',
    },
    runtime: {
      values: ['release', 'debug-verified'],
      about: 'whether the runtime checks itself and, at every collection, the heap',
    },
    task: {
      values: [
        'mixed',
        ...['integers', 'floats', 'recursion', 'bigarrays'],
        ...['lists', 'maps', 'strings', 'tables', 'comparisons', 'lazies'],
        ...['exceptions', 'handlers', 'deep', 'callbacks', 'collections', 'pipe'],
        'compactions',
        'testsuite',
      ],
      about: 'what is preempted; testsuite: programs of the OCaml distribution',
    },
  },
  defaultVariants,
  survival: [
    {
      says: 'at a safepoint, asked by a store',
      variant: { arm: 'store' },
    },
    { says: 'at a safepoint, asked by a signal', variant: { arm: 'signal' } },
    { says: 'at every safepoint, asked by itself', variant: EVERY },
  ],
  trials: 30,
  drive: ({ arm = '' }) => DRIVES[arm] ?? {},
  libraries: ['unix', 'threads', 'preempt'],
  distributionTests: [
    ...below('effects', ['manylive', 'partial', 'sched', 'shallow_state']),
    ...below('effects', ['test1', 'test2', 'test3', 'test4', 'test5', 'test6']),
    ...below('effects', ['test_lazy', 'used_cont']),
    ...['lib-hashtbl/hfun', 'lib-list/test', 'lib-queue/test', 'lib-seq/test'],
    ...['lib-string/test_string', 'misc-unsafe/soli'],
  ],
  debugRuntime: true,
});
