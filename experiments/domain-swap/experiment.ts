import { nearlyAll, type ClaimPart } from '../../src/plan/claim.js';
import { defineExperiment, type Variant } from '../../src/plan/definition.js';

const CAP = 60;

const defaultVariants: readonly Variant[] = [
  {},
  { task: 'allocating' },
  { park: 'handler-blocking-section' },
  { park: 'handler-blocking-section', task: 'allocating' },
  { park: 'handler-blocking-section', task: 'allocating', guard: 'pc' },
  { park: 'handler-blocking-section', registers: 'stale' },
  { park: 'safepoint' },
  { park: 'safepoint', task: 'allocating' },
];

const goesOn = (cell: Variant): ClaimPart =>
  nearlyAll(cell, `the suspended domain goes on after each of ${CAP} replacements`, {
    outcomes: ['survived'],
    preempts: [CAP, CAP],
  });

export default defineExperiment({
  name: 'domain-swap',
  asks: 'Can the domain of a busy task be suspended and another one take its place?',
  claims: [
    {
      id: 'A7',
      says:
        'The domain that has the busy task can be suspended, a new one spawned and run in ' +
        'its place, and the suspended one let go on',
      figures: 'not tried',
      untried: true,
      explains:
        'Parked in the signal handler the domain answers no request to stop the ' +
        'world, and all domains wait for it at the next collection. In a blocking ' +
        'section its backup thread answers (runtime/domain.c), but the registers of ' +
        'the interrupted code are not where a collection looks for them, and a signal ' +
        'may come inside the collector. At a safepoint both are in order.',
      parts: defaultVariants.map(goesOn),
    },
  ],
  knobs: {
    park: {
      values: ['handler', 'handler-blocking-section', 'safepoint'],
      about:
        'where the busy domain waits: in the signal handler, there but in a blocking ' +
        'section, or in one at its next safepoint',
    },
    task: {
      values: ['loop', 'allocating'],
      about: 'whether the suspended task allocates',
    },
    guard: {
      values: ['none', 'pc'],
      about:
        'whether the handler skips signals that interrupt anything but OCaml code ' +
        '(a safepoint needs no such guard)',
    },
    registers: {
      values: ['synced', 'stale'],
      about:
        'whether the task has called C in the frame that then works, so that what the ' +
        'runtime takes for the top of its stack is in that frame',
    },
  },
  defaultVariants,
  trials: 100,
  drive: { rateHz: 500, cap: CAP },
  libraries: [],
  wraps: ['caml_garbage_collection'],
});
