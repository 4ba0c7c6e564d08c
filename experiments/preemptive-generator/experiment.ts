import { every, nearlyAll } from '../../src/plan/claim.js';
import { defineExperiment, type Variant } from '../../src/plan/definition.js';

/** At least as many preempts as the cap has attempts. */
const CAP = 3_000;
const PREEMPTED = { outcomes: ['survived'], preempts: [CAP, 1e9] } as const;

const ALL_LOADS: Variant = { load: 'all', guard: 'range' };
const BY_QUANTUM: Variant = { asks: 'quantum' };
const SURVIVING: readonly (readonly [says: string, variant: Variant])[] = [
  ['all attempts ended in preempts, all results right', {}],
  ['the same for every kind of work, none of it preempted inside libc', ALL_LOADS],
  ['the same, leaving inside the handler', { way: 'handler' }],
  ['the same for every kind of work', { way: 'handler', ...ALL_LOADS }],
  ['the same where the kernel blocks nothing', { way: 'handler', mask: 'nodefer' }],
  ["the same when the executor's timer thread asks", BY_QUANTUM],
];

export default defineExperiment({
  name: 'preemptive-generator',
  subject: 'generator',
  asks: 'Do tasks that never end their poll take turns when their worker is signalled?',
  claims: [
    {
      id: 'B6',
      title: "A timer's signal preempts a task in the middle of a poll",
      says:
        "A timer thread's signal to the worker's thread yields its generator in the " +
        'middle of a poll, and the tasks compute what they would have otherwise',
      figures: '',
      parts: SURVIVING.map(([says, variant]) => every(variant, says, PREEMPTED)),
    },
    {
      id: 'B7a',
      title: 'A flag never preempts a task that never ends its poll',
      says:
        'Where the handler only sets a flag that the worker looks at between polls, a ' +
        'task that never ends its poll is never preempted',
      figures: '',
      parts: [
        nearlyAll({ way: 'flag' }, 'not one preempt', {
          outcomes: ['survived'],
          preempts: [0, 0],
        }),
        nearlyAll({ way: 'flag' }, 'no task that sleeps was served before the end', {
          measured: { name: 'wakes', range: [0, 4] },
        }),
      ],
    },
    {
      id: 'B12b',
      title: 'The example of preemption runs',
      says:
        'The example of preemption runs: tasks that compute beside tasks that sleep, ' +
        'interrupted by a timer',
      figures: '',
      parts: [
        every(BY_QUANTUM, 'tasks that compute took turns, all results right', PREEMPTED),
        every(BY_QUANTUM, 'tasks that sleep were served in between', {
          measured: { name: 'wakes', range: [100, 1e9] },
        }),
      ],
    },
  ],
  knobs: {
    way: {
      values: ['trampoline', 'handler', 'flag'],
      about: 'what the signal does to the task that it meets',
    },
    mask: {
      values: ['restore', 'nodefer', 'naive'],
      about: 'with way=handler: how the signal comes again while its handler runs',
    },
    load: {
      values: [
        'mixed',
        ...['all', 'integer', 'sse', 'avx2', 'avx512', 'x87', 'mxcsr', 'red-zone'],
        ...['string', 'errno', 'malloc', 'stdio', 'deep'],
      ],
      about: "what tasks compute, by what of the machine's state they keep alive",
    },
    guard: {
      values: ['none', 'range'],
      about: 'whether only the code of the executable itself is preempted',
    },
    asks: {
      values: ['signals', 'quantum'],
      about: "who interrupts the worker: the lab, or the executor's timer",
    },
  },
  survival: [
    {
      says: 'mid-poll on a generator, by a trampoline',
      variant: { way: 'trampoline' },
    },
    {
      says: 'the same, by leaving it inside the handler',
      variant: { way: 'handler' },
    },
  ],
  defaultVariants: [...SURVIVING.map(([, variant]) => variant), { way: 'flag' }],
  trials: 30,
  drive: ({ asks }) => (asks === 'quantum' ? { driver: 'none' } : {}),
});
