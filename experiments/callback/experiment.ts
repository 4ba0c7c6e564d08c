import { nearlyAll } from '../../src/plan/claim.js';
import { defineExperiment } from '../../src/plan/definition.js';

const LONG = { task: 'calling', cap: '100000' };
const BOTH_ALLOCATE = { handler: 'allocating', task: 'allocating' };
const FAILED_SOON = {
  outcomes: ['fatal-error', 'crashed', 'hung', 'wrong-result'],
  preempts: [0, 49],
} as const;
const WITH_MESSAGE = { message: 'allocation failure during minor GC' };

export default defineExperiment({
  name: 'callback',
  asks:
    'How often can the true signal handler call an OCaml closure that performs, ' +
    'before it goes wrong?',
  claims: [
    {
      id: 'A5',
      title: 'Calling OCaml in the true handler works, then segfaults',
      says:
        'Calling the closure through caml_callback_asm works, then segfaults after some ' +
        'preempts, as if by an exponential distribution',
      figures: '50 to 1,000 preempts, then SIGSEGV',
      explains:
        'The closure runs at the stack pointer that the last call to C stored, not at ' +
        'the interrupted one, and so overwrites what the task has pushed since. A ' +
        'preempt is fatal with the probability that the task is in a deeper frame then: ' +
        'never, for a loop in the frame that called C; always within a few, where ' +
        'that was another frame; in between, the hazard is the share of its time that ' +
        'the task spends deeper, which explains counts that differ by a factor of a ' +
        'hundred. Rate, driver, SA_ONSTACK and arming the handler again do not move it; ' +
        'SA_NODEFER adds a way to end, a signal that interrupts the scheduler and finds ' +
        'no handler for its effect.',
      parts: [
        nearlyAll({}, 'crashed in the end', { outcomes: ['crashed'] }),
        nearlyAll(LONG, 'crashed in the end', { outcomes: ['crashed'] }),
        nearlyAll(LONG, 'completed 50 to 1,000 preempts', { preempts: [50, 1000] }),
        {
          cell: LONG,
          says: 'preempts until failure are exponential',
          rule: { kind: 'exponential', shapeWithin: [0.8, 1.25] },
        },
      ],
    },
    {
      id: 'A6',
      title: 'With an allocating handler the collector soon fails',
      says: 'When the handler of the effect allocates, it fails quickly in the collector',
      figures: '"allocation failure during minor GC" after few preempts',
      explains:
        'An allocating handler harms a task only if that allocates too: the return ' +
        "from the signal restores the task's allocation pointer and gives away what " +
        'the handler had allocated. Signals over the collector enter it a second ' +
        'time, which hangs; where those are skipped, the results are wrong.',
      parts: [
        nearlyAll({ handler: 'allocating' }, 'failed within 50 preempts', FAILED_SOON),
        nearlyAll(BOTH_ALLOCATE, 'failed within 50 preempts', FAILED_SOON),
        nearlyAll(BOTH_ALLOCATE, 'ended with the message', WITH_MESSAGE),
        nearlyAll(
          { ...BOTH_ALLOCATE, guard: 'pc' },
          'ended with the message',
          WITH_MESSAGE,
        ),
      ],
    },
  ],
  knobs: {
    handler: {
      values: ['plain', 'allocating'],
      about: 'whether the handler of the effect allocates before it continues the task',
    },
    task: {
      values: ['loop', 'calling', 'rarely-calling', 'allocating'],
      about:
        'a loop in one frame, one that is less than a hundredth of its time some calls ' +
        'deeper, one that is so for a sixtieth of that, or one that allocates',
    },
    fiber: {
      values: ['grown', 'default'],
      about: 'a stack grown to hold a signal frame, or the 512 bytes a fiber starts with',
    },
    sigaction: {
      values: ['zeroed', 'nodefer', 'onstack'],
      about:
        'its flags: none, SA_NODEFER (signals may nest), or SA_ONSTACK (they are ' +
        'handled on the alternate stack)',
    },
    rearm: {
      values: ['once', 'each'],
      about:
        'whether the signal handler is installed once, or anew by the handler of each ' +
        'effect',
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
    rate: { values: ['10000', '1000', '100000'], about: 'signals per second' },
    driver: {
      values: ['external', 'sibling', 'timer'],
      about: 'who signals: the harness, a thread of the fixture, or a POSIX timer',
    },
    cap: { values: ['3000', '100000'], about: 'attempts to survive' },
  },
  defaultVariants: [
    {},
    { handler: 'allocating' },
    { task: 'calling' },
    { task: 'allocating' },
    BOTH_ALLOCATE,
    { ...BOTH_ALLOCATE, guard: 'pc' },
    { fiber: 'default' },
    { sigaction: 'onstack' },
    { sigaction: 'nodefer' },
    { rearm: 'each' },
    { guard: 'pc' },
    { registers: 'stale' },
    { task: 'calling', sigaction: 'onstack' },
    { task: 'calling', sigaction: 'nodefer' },
    { task: 'calling', rearm: 'each' },
    { task: 'calling', rate: '1000' },
    { task: 'calling', rate: '100000' },
    { task: 'calling', driver: 'sibling' },
    { task: 'calling', driver: 'timer' },
    { task: 'rarely-calling', rate: '100000', cap: '100000' },
  ],
  survival: [
    {
      says: 'in the signal handler, as the log does, while it calls',
      variant: { task: 'calling' },
    },
    {
      says: 'in the signal handler, as the log does, while it allocates',
      variant: { task: 'allocating' },
    },
  ],
  trials: 100,
  longArm: { variant: LONG, trials: 200 },
  libraries: [],
});
