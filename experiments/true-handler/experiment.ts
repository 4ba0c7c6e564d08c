import { nearlyAll, type ClaimPart, type Variant } from '../../src/plan/claim.js';
import { defineExperiment } from '../../src/plan/definition.js';

const CAP = 3_000;

const caught = (cell: Variant): ClaimPart =>
  nearlyAll(cell, 'the effect is caught', {
    measured: { name: 'caughtEffects', range: [1, CAP] },
  });

const continuationFails = (cell: Variant): ClaimPart =>
  nearlyAll(cell, 'the continuation does not work', {
    outcomes: [
      'crashed',
      'hung',
      'wrong-result',
      'unhandled',
      'fatal-error',
      'stack-overflow',
    ],
  });

const OVER_OCAML: Variant = { continuation: 'fabricated' };
const OVER_C: Variant = { continuation: 'fabricated', over: 'c', task: 'c-call' };

export default defineExperiment({
  name: 'true-handler',
  asks:
    'What becomes of an effect performed in the true signal handler itself, and of its ' +
    'continuation?',
  claims: [
    {
      id: 'A4',
      title: 'An effect in the true handler is caught, then cannot resume',
      says:
        'An effect performed in the true signal handler itself, put by inline assembly ' +
        'where caml_perform looks for it, is caught, but its continuation does not work',
      figures: 'caught; the continuation does not work',
      explains:
        'With the effect alone nothing is caught: caml_perform stores through rbx, ' +
        'which is whatever the task had there (runtime/amd64.S). Given a block to ' +
        'store to, the effect is caught and, as the log says, the continuation does ' +
        'not work: to continue it the runtime scans its stack (runtime/major_gc.c, ' +
        'caml_darken_cont), on top of which lies a C frame without a descriptor. A ' +
        'block coloured so that it counts as scanned already does work, over OCaml ' +
        'code, but for one instruction of it: where it is about to call the collector, its ' +
        'allocation pointer is below the limit already, so that the first allocation of ' +
        'the scheduler collects; if that ends a cycle, the colours change ' +
        '(runtime/major_gc.c, cycle_all_domains_callback), and the stack is scanned after ' +
        "all. Over a C frame, the log's open question: r14 and r15 belong to C " +
        'there, so they have to be supplied; the effect then is caught and the ' +
        'handler comes back, but continuing calls C, and every call to C starts where ' +
        'the interrupted C code has its frames (Caml_state->c_stack; runtime/amd64.S, ' +
        'SWITCH_OCAML_TO_C). It dies when that code returns. With c_stack moved below ' +
        "the handler's frames for that long, it works.",
      parts: [
        caught({}),
        continuationFails({}),
        caught({ continuation: 'unmarked' }),
        continuationFails({ continuation: 'unmarked' }),
        caught(OVER_OCAML),
        continuationFails(OVER_OCAML),
        continuationFails({ ...OVER_OCAML, task: 'allocating' }),
        caught(OVER_C),
        continuationFails(OVER_C),
        continuationFails({ ...OVER_C, 'c-stack': 'protected' }),
      ],
    },
  ],
  knobs: {
    continuation: {
      values: ['none', 'unmarked', 'fabricated'],
      about:
        'what caml_perform finds in its registers: the effect alone, or also the state ' +
        'and a block for the continuation, which the collector scans unless fabricated',
    },
    over: {
      values: ['ocaml', 'c'],
      about: 'what a signal must interrupt for an attempt; the others are skipped',
    },
    task: {
      values: ['loop', 'allocating', 'c-call'],
      about: 'a loop, one that allocates, or calls of a computation in C',
    },
    then: {
      values: ['continue', 'abandon'],
      about: 'whether the continuation is continued, or dropped for a fresh task',
    },
    'c-stack': {
      values: ['exposed', 'protected'],
      about:
        'over C: whether calls to C start where the interrupted C code has its frames, ' +
        'or below them',
    },
  },
  defaultVariants: [
    {},
    { over: 'c', task: 'c-call' },
    { continuation: 'unmarked' },
    OVER_OCAML,
    { ...OVER_OCAML, task: 'allocating' },
    OVER_C,
    { ...OVER_C, 'c-stack': 'protected' },
    { then: 'abandon' },
    { ...OVER_OCAML, then: 'abandon' },
    { ...OVER_OCAML, task: 'allocating', then: 'abandon' },
  ],
  trials: 100,
  drive: { cap: CAP },
  libraries: [],
});
