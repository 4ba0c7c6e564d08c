import { every, nearlyAll } from '../../src/plan/claim.js';
import { defineExperiment } from '../../src/plan/definition.js';

/** At least as many preempts as the cap has attempts. */
const CAP = 3_000;
const PREEMPTED = { outcomes: ['survived'], preempts: [CAP, 1e9] } as const;

export default defineExperiment({
  name: 'preemptive-generator',
  subject: 'generator',
  asks: 'Do tasks that never end their poll take turns when their worker is signalled?',
  claims: [
    {
      id: 'B6',
      says:
        "A signal to the worker's thread yields its generator in the middle of a poll, " +
        'and the tasks compute what they would have otherwise',
      figures: '',
      parts: [
        every({}, 'all attempts ended in preempts, all results right', PREEMPTED),
        every({ way: 'handler' }, 'the same, leaving inside the handler', PREEMPTED),
      ],
    },
    {
      id: 'B7',
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
  ],
  knobs: {
    way: {
      values: ['trampoline', 'handler', 'flag'],
      about: 'what the signal does to the task that it meets',
    },
  },
  defaultVariants: [{}, { way: 'handler' }, { way: 'flag' }],
  trials: 30,
});
