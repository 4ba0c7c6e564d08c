import { nearlyAll, type ClaimPart } from '../../src/plan/claim.js';
import { DEFAULT_DRIVE } from '../../src/plan/drive.js';
import { defineExperiment, type Variant } from '../../src/plan/definition.js';

const { cap } = DEFAULT_DRIVE;

const hooks = ['external-interrupt', 'wrapped-collection'] as const;

const defaultVariants: readonly Variant[] = [
  ...hooks.flatMap((hook) => [
    { hook },
    { hook, task: 'allocating' },
    { hook, task: 'allocating', handler: 'allocating' },
    { hook, resume: 'round-robin' },
  ]),
  { resume: 'round-robin', turns: 'alike' },
];

const works = (cell: Variant): ClaimPart =>
  nearlyAll(cell, `each of ${cap} calls comes back and the task runs on`, {
    outcomes: ['survived'],
    preempts: [cap, cap],
  });

export default defineExperiment({
  name: 'gc-tail',
  asks:
    'Can OCaml be called, to perform an effect, as the last thing in a collection of ' +
    'the runtime?',
  claims: [
    {
      id: 'A8',
      title: 'OCaml called at the end of a collection can preempt',
      says: 'Calling OCaml as the last thing in a collection lets a task be preempted',
      figures: 'not tried; a later log: 30 million cycles without a fault',
      untried: true,
      explains:
        'Resumed at once, the calls come back in the order they were made in, and ' +
        'nothing is lost. In turns they do not: perform and resume switch fibers but ' +
        'never the C stack (runtime/amd64.S, SWITCH_OCAML_STACKS), so that the first ' +
        'call to return pops the C frames of the last one that was made, and one ' +
        "task's registers come to run on another's stack. Tasks that are all alike " +
        'stand that for a while, since their frames are.',
      parts: defaultVariants.map(works),
    },
  ],
  knobs: {
    hook: {
      values: hooks,
      about:
        "the runtime's hook for external interrupts, or the end of the collector that " +
        'compiled code calls',
    },
    resume: {
      values: ['immediate', 'round-robin'],
      about: 'whether the task goes on at once, or after the others have had a turn',
    },
    task: {
      values: ['loop', 'allocating'],
      about: 'whether the call comes at a poll in a loop or at an allocation too',
    },
    handler: {
      values: ['plain', 'allocating'],
      about:
        'whether the handler of the effect allocates before it continues the task at ' +
        'once (in round-robin its queue always does)',
    },
    turns: {
      values: ['different', 'alike'],
      about: 'whether the tasks that take turns do different work, or all the same',
    },
  },
  defaultVariants,
  survival: [
    {
      says: 'at the end of a collection, as a later log does, to give others a turn',
      variant: { resume: 'round-robin' },
    },
  ],
  trials: 100,
  libraries: [],
  wraps: ['caml_garbage_collection'],
});
