import { every, nearlyAll } from '../../src/plan/claim.js';
import { defineExperiment } from '../../src/plan/definition.js';

export default defineExperiment({
  name: 'generator-pinning',
  subject: 'generator',
  asks: 'Does a task that asks for a stack of its own get one, and keep it?',
  claims: [
    {
      id: 'B3',
      title: 'pin_stack() makes a generator at the next poll',
      says:
        'pin_stack() leaves a null sentinel, and the generator is made at the next ' +
        'poll; outside a task it says no; the earlier pin_current_generator() hands ' +
        'over the one that is running',
      figures: '',
      parts: [
        every({}, 'each pinned task was polled at one place of a stack of its own', {
          outcomes: ['survived'],
        }),
        nearlyAll({ pin: 'current' }, 'resuming what was handed over is refused', {
          outcomes: ['fatal-error'],
          message: 'a finished generator is resumed',
        }),
      ],
    },
    {
      id: 'B12a',
      title: 'The example of pinning runs',
      says: 'The example of pinning runs: some tasks pin themselves beside some that do not',
      figures: '',
      parts: [
        every({}, 'every task ended, as many were pinned as had asked', {
          outcomes: ['survived'],
          preempts: [3_000, 1e9],
        }),
      ],
    },
  ],
  knobs: {
    pin: {
      values: ['sentinel', 'current'],
      about: 'a generator made for its next poll, or the running one handed over',
    },
  },
  defaultVariants: [{}, { pin: 'current' }],
  trials: 30,
  drive: { driver: 'none' },
});
