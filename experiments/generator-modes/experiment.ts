import { defineExperiment } from '../../src/plan/definition.js';

export default defineExperiment({
  name: 'generator-modes',
  subject: 'generator',
  asks: 'does all that may happen to a pinned generator happen, and nothing else?',
  claims: [],
  knobs: {
    'after-switch': {
      values: ['exit', 'poll'],
      about: "what a worker's generator does when the poll interrupted on it is over",
    },
    way: {
      values: ['trampoline', 'handler'],
      about: 'what the signal does to the task that it meets',
    },
  },
  defaultVariants: [
    {},
    { 'after-switch': 'poll' },
    { way: 'handler' },
    { 'after-switch': 'poll', way: 'handler' },
  ],
  trials: 30,
});
