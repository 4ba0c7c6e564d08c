import { defineExperiment } from '../../src/plan/definition.js';

export default defineExperiment({
  name: 'callback',
  asks:
    'How often can the true signal handler call an OCaml closure that performs, ' +
    'before it goes wrong?',
  claims: [
    {
      id: 'A5',
      says:
        'Calling the closure through caml_callback_asm works, then segfaults after some ' +
        'preempts, as if by an exponential distribution',
      figures: '50 to 1,000 preempts, then SIGSEGV',
      parts: [],
    },
    {
      id: 'A6',
      says: 'When the handler of the effect allocates, it fails quickly in the collector',
      figures: '"allocation failure during minor GC" after few preempts',
      parts: [],
    },
  ],
  knobs: {
    handler: {
      values: ['plain', 'allocating'],
      about: 'whether the handler of the effect allocates before it continues the task',
    },
    task: {
      values: ['loop', 'calling', 'allocating'],
      about:
        'a loop in one frame, one that is less than a hundredth of its time some calls deeper, or ' +
        'one that allocates',
    },
    fiber: {
      values: ['grown', 'default'],
      about: 'a stack grown to hold a signal frame, or the 512 bytes a fiber starts with',
    },
    altstack: {
      values: ['no', 'yes'],
      about: 'whether the signal is handled on the alternate stack (SA_ONSTACK)',
    },
    guard: {
      values: ['none', 'pc'],
      about: 'whether signals that interrupt anything but OCaml code are skipped',
    },
    registers: {
      values: ['synced', 'stale'],
      about:
        "whether the task has called C, which refreshes the runtime's copies of its " +
        'stack and allocation pointers, in the frame that then works',
    },
  },
  defaultVariants: [
    {},
    { handler: 'allocating' },
    { task: 'calling' },
    { task: 'allocating' },
    { handler: 'allocating', task: 'allocating' },
    { handler: 'allocating', task: 'allocating', guard: 'pc' },
    { fiber: 'default' },
    { altstack: 'yes' },
    { guard: 'pc' },
    { registers: 'stale' },
  ],
  trials: 40,
  libraries: [],
});
