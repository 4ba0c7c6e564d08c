import { nearlyAll, type ClaimPart } from '../../src/plan/claim.js';
import { defineExperiment } from '../../src/plan/definition.js';

const TASKS = ['polls', 'c-call'] as const;

const partsOf = (task: string): readonly ClaimPart[] => [
  nearlyAll({ task }, 'the first effect performed there is unhandled', {
    outcomes: ['unhandled'],
    preempts: [0, 0],
  }),
  nearlyAll({ task }, 'the same effect from plain code was caught', {
    measured: { name: 'controlCaught', range: [1, 1] },
  }),
];

export default defineExperiment({
  name: 'signal-handler',
  asks:
    'Is an effect that an OCaml signal handler performs caught, and when does that ' +
    'handler run?',
  claims: [
    {
      id: 'A1',
      title: 'An effect in an OCaml signal handler is unhandled',
      says:
        'Performing an effect in a handler of Sys.signal ends in Effect.Unhandled; the ' +
        'handler runs from a safepoint, not when the signal arrives',
      figures: 'unhandled',
      explains:
        "The runtime's own handler only notes that the signal came and asks for a " +
        'safepoint (runtime/signals.c, caml_record_signal); there the handler written ' +
        'in OCaml is called from C, by caml_callback_exn, which takes the fiber from ' +
        'its parent for as long as the call lasts (runtime/callback.c), so that the ' +
        'effect finds no handler. A call to C holds the signal up until it is over, ' +
        'whereas a loop polls on each round.',
      parts: [
        ...TASKS.flatMap(partsOf),
        {
          cell: { then: 'return', task: 'c-call' },
          says: 'the OCaml handler begins at least ten times as late as a bare one',
          rule: {
            kind: 'ratio',
            of: { measured: 'handlerDelay' },
            to: { measured: 'signalDelay' },
            within: [10, 1e9],
          },
        },
        {
          cell: { then: 'return', task: 'c-call' },
          says: 'it waits at least ten times as long as one that finds the task polling',
          rule: {
            kind: 'ratio',
            of: { measured: 'safepointDelay' },
            to: { measured: 'safepointDelay' },
            besides: { then: 'return', task: 'polls' },
            within: [10, 1e9],
          },
        },
      ],
    },
  ],
  knobs: {
    then: {
      values: ['perform', 'return'],
      about: 'whether the handler performs the effect, or only takes the time',
    },
    task: {
      values: TASKS,
      about: 'a loop, which polls on each round, or calls to C of about a millisecond',
    },
  },
  defaultVariants: [
    {},
    { task: 'c-call' },
    { then: 'return' },
    { then: 'return', task: 'c-call' },
  ],
  trials: 100,
  drive: { rateHz: 1000, cap: 300 },
  libraries: [],
});
