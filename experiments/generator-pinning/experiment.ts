import { defineExperiment } from '../../src/plan/definition.js';

export default defineExperiment({
  name: 'generator-pinning',
  subject: 'generator',
  asks: 'does a task that asks for a stack of its own get one, and keep it?',
  claims: [],
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
