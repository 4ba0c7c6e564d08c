import { nearlyAll, type ClaimPart } from '../../src/plan/claim.js';
import { defineExperiment, type Variant } from '../../src/plan/definition.js';

const CAP = 60;

const defaultVariants: readonly Variant[] = [
  {},
  { task: 'allocating' },
  { park: 'handler-blocking-section' },
  { park: 'handler-blocking-section', task: 'allocating' },
  { park: 'handler-blocking-section', task: 'allocating', guard: 'pc' },
  { park: 'handler-blocking-section', task: 'keeping', guard: 'pc' },
  { park: 'handler-blocking-section', registers: 'stale' },
  { park: 'safepoint' },
  { park: 'safepoint', task: 'allocating' },
  { park: 'safepoint', task: 'keeping' },
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
      title: 'A busy domain is suspended and another runs in its place',
      says:
        'The domain that has the busy task can be suspended, a new one spawned and run in ' +
        'its place, and the suspended one let go on',
      figures: 'not tried',
      untried: true,
      explains:
        'Parked in the signal handler the domain answers no request to stop the ' +
        'world, and all domains wait for it at the next collection. In a blocking ' +
        'section its backup thread answers (runtime/domain.c), but a signal may come ' +
        'inside the collector. Over OCaml code alone, what a collection takes for the ' +
        "task's registers are those that it had when it last called the collector " +
        '(runtime/fiber.c, scan_stack_frames; runtime/amd64.S, caml_call_gc), since at ' +
        'an instruction that calls nothing the runtime knows of none. What was young ' +
        'then is moved, the new address is written over its first field ' +
        '(runtime/minor_gc.c, oldify_one), and the interrupted registers still lead to ' +
        'the old place. The allocating task drops all that it makes within sixteen ' +
        'steps, and so loses a value only when interrupted as soon as that after the ' +
        'collector; one that keeps a list loses it. At a safepoint the registers are ' +
        'where a collection looks for them.',
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
      values: ['loop', 'allocating', 'keeping'],
      about: 'whether the suspended task allocates, and keeps what it allocates',
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
        'whether what the runtime takes for the top of the stack is at the frame that ' +
        'works, which has called C before, or in one that is gone and written over; the ' +
        "task's registers are known in neither case",
    },
  },
  defaultVariants,
  trials: 100,
  drive: { rateHz: 500, cap: CAP },
  libraries: [],
  wraps: ['caml_garbage_collection'],
});
