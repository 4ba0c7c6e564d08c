import { nearlyAll, type ClaimPart } from '../../src/plan/claim.js';
import { defineExperiment } from '../../src/plan/definition.js';

const WAYS = ['finalise', 'finalise_last', 'alarm'] as const;

const partsOf = (by: string): readonly ClaimPart[] => [
  nearlyAll({ by }, 'the first effect performed there is unhandled', {
    outcomes: ['unhandled'],
    preempts: [0, 0],
  }),
  nearlyAll({ by }, 'the same effect from plain code was caught', {
    measured: { name: 'controlCaught', range: [1, 1] },
  }),
];

export default defineExperiment({
  name: 'finaliser',
  aliases: ['finalizer'],
  asks: 'Is an effect that a finaliser performs caught by the task it interrupts?',
  claims: [
    {
      id: 'A2',
      title: 'An effect in a finaliser is unhandled',
      says: 'Performing an effect in a finaliser ends in Effect.Unhandled',
      figures: 'unhandled',
      explains:
        'Finalisers and alarms are called from C by caml_callback_exn too ' +
        '(runtime/finalise.c), which takes the fiber from its parent and its handlers ' +
        'with it (runtime/callback.c).',
      parts: WAYS.flatMap(partsOf),
    },
  ],
  knobs: {
    by: {
      values: WAYS,
      about:
        'what calls it: Gc.finalise, Gc.finalise_last, or an alarm at the end of a ' +
        'major cycle',
    },
  },
  defaultVariants: WAYS.map((by) => ({ by })),
  trials: 100,
  drive: { cap: 100 },
  libraries: [],
});
