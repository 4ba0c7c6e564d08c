import { defineExperiment } from '../../src/plan/definition.js';

export default defineExperiment({
  name: 'preemptive-generator',
  subject: 'generator',
  asks: 'do tasks that never end their poll take turns when their worker is signalled?',
  claims: [],
  knobs: {
    way: {
      values: ['trampoline', 'handler', 'flag'],
      about: 'what the signal does to the task that it meets',
    },
  },
  defaultVariants: [{}, { way: 'handler' }, { way: 'flag' }],
  trials: 30,
});
