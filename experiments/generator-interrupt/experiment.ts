import { every } from '../../src/plan/claim.js';
import { defineExperiment } from '../../src/plan/definition.js';

const CAP = 3_000;

/** More than any trial has. */
const MANY = 1e9;

export default defineExperiment({
  name: 'generator-interrupt',
  subject: 'generator',
  asks: 'What is a call to interrupt a worker answered, and what does its thread become?',
  claims: [
    {
      id: 'B5',
      title: 'interrupt_worker() gives one of three answers',
      says:
        'interrupt_worker() answers interrupted, no such worker or failed, and never ' +
        "ends the worker's thread",
      figures: '',
      parts: [
        every({}, 'interrupted tasks went on, each on the thread that it began on', {
          outcomes: ['survived'],
          preempts: [CAP, MANY],
        }),
        every({}, 'workers that never were did not exist', {
          measured: { name: 'noSuchWorker', range: [3, MANY] },
        }),
        every({}, 'interrupting failed once a worker had exited, and not before', {
          measured: { name: 'failed', range: [2, MANY] },
        }),
      ],
    },
  ],
  knobs: {
    way: {
      values: ['trampoline', 'handler'],
      about: 'what the signal does to the task that it meets',
    },
  },
  defaultVariants: [{}, { way: 'handler' }],
  trials: 30,
  drive: { driver: 'none' },
});
