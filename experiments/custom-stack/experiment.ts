import { nearlyAll, type ClaimPart, type Variant } from '../../src/plan/claim.js';
import { defineExperiment } from '../../src/plan/definition.js';

const TASKS = ['loop', 'keeping'] as const;
const NEWCOMERS = ['loop', 'allocating'] as const;

const defaultVariants: readonly Variant[] = ['no', 'yes'].flatMap((linked) =>
  TASKS.flatMap((task) => NEWCOMERS.map((newcomer) => ({ linked, task, newcomer }))),
);

const works = (cell: Variant): ClaimPart =>
  nearlyAll(cell, 'every new task finishes and the interrupted one runs on, unharmed', {
    outcomes: ['survived'],
  });

export default defineExperiment({
  name: 'custom-stack',
  asks: 'Can the signal handler start a new task on a stack of its own?',
  claims: [
    {
      id: 'A9',
      title: 'The true handler can start a task on a stack of its own',
      says:
        'A new task can be started from the signal handler on a stack of its own, run to ' +
        'its end, and the interrupted one go on',
      figures: 'not tried; "still the issue of entering mid gc"',
      untried: true,
      explains:
        'The new task runs to its end each time. What breaks is the interrupted one, ' +
        'once a collection happens meanwhile: unlinked, its stack is not scanned, and ' +
        'what only it refers to is written over or freed; linked, the scan takes the ' +
        'word on top of the interrupted stack for a return address (runtime/fiber.c, ' +
        'scan_stack_frames). That happens to be one where the interrupted function has ' +
        'no frame of its own, as the loop when 5.3.0 and 5.4.1 compile it; 5.1.0 gives ' +
        'it one.',
      parts: defaultVariants.map(works),
    },
  ],
  knobs: {
    linked: {
      values: ['no', 'yes'],
      about:
        'whether the collector is told of the interrupted stack, as the parent of the ' +
        'new one',
    },
    task: {
      values: TASKS,
      about: 'whether the interrupted task allocates a list, and reads it in the end',
    },
    newcomer: { values: NEWCOMERS, about: 'whether the new task allocates' },
  },
  defaultVariants,
  trials: 100,
  drive: { cap: 1000 },
  libraries: [],
});
