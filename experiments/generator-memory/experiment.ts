import { every } from '../../src/plan/claim.js';
import { defineExperiment, type Variant } from '../../src/plan/definition.js';

const VARIANTS: readonly Variant[] = [
  {},
  { way: 'handler' },
  { tasks: '1000', stack: '2MiB' },
];

export default defineExperiment({
  name: 'generator-memory',
  subject: 'generator',
  asks: 'What memory does a worker hold for tasks that were all preempted at once?',
  claims: [
    {
      id: 'B10b',
      title: "A task's own generator takes a stack of 2 MB",
      says: 'A generator that a task has for itself takes a stack of 2 MB',
      figures: '2 MB',
      explains:
        'It takes that much of the address space. The kernel commits a page when it is ' +
        'first written to, and what a preempted task has written to are a few pages: ' +
        'its own frames, the registers that the trampoline or the kernel has laid on ' +
        'top of them, and the generator itself.',
      parts: VARIANTS.flatMap((variant) => [
        every(variant, 'every task was held in the middle of its poll, and ended right', {
          outcomes: ['finished'],
          measured: { name: 'held', range: [Number(variant.tasks ?? 10_000), 1e9] },
        }),
        every(variant, 'a task took at least 1 MiB of memory', {
          measured: { name: 'residentPerTask', range: [1024, 1e9] },
        }),
      ]),
    },
  ],
  knobs: {
    way: {
      values: ['trampoline', 'handler'],
      about: 'what the signal does to the task that it meets',
    },
    tasks: { values: ['10000', '1000'], about: 'how many are held' },
    stack: { values: ['256KiB', '2MiB'], about: 'the size of a stack, once in use' },
  },
  defaultVariants: VARIANTS,
  trials: 30,
  drive: { driver: 'none', cap: 1_000_000 },
});
