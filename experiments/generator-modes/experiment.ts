import { every } from '../../src/plan/claim.js';
import { defineExperiment } from '../../src/plan/definition.js';

const SURVIVED = { outcomes: ['survived'] } as const;

/** Steps of a pin that the variant allows: events times the states it may be in. */
const STEPS = { exit: 14, poll: 18 } as const;

const variants = (['exit', 'poll'] as const).flatMap((after) =>
  ['trampoline', 'handler'].map((way) => ({ 'after-switch': after, way })),
);

/** More than any trial has. */
const MANY = 1e9;

export default defineExperiment({
  name: 'generator-modes',
  subject: 'generator',
  asks: 'Does all that may happen to a pinned generator happen, and nothing else?',
  claims: [
    {
      id: 'B1',
      title: 'A task is in mode None, Switch or Poll, and changes as told',
      says:
        'A task is in one of the modes None, Switch and Poll, on a generator that was ' +
        "the worker's or is its own, pinned by its word or by preemption; a generator " +
        'interrupted in the middle of a poll either ends with that poll or goes on in ' +
        'mode Poll (the documents say both)',
      figures: '',
      parts: variants.flatMap((variant) => [
        every(variant, 'every transition that the variant has was seen, no other', {
          ...SURVIVED,
          measured: {
            name: 'stepsSeen',
            range: [STEPS[variant['after-switch']], STEPS[variant['after-switch']]],
          },
        }),
        every(variant, 'each illegal one ended the process that tried it', {
          measured: { name: 'illegalCaught', range: [18, 18] },
        }),
      ]),
    },
    {
      id: 'B2',
      title: "A preempted task takes its worker's generator",
      says:
        "Preempting a task without a generator of its own gives it the worker's, and " +
        'the worker a new one; preempting one in mode Poll leaves the worker its own',
      figures: '',
      parts: variants.flatMap((variant) => [
        every(variant, "tasks took their worker's generator", {
          ...SURVIVED,
          measured: { name: 'generatorsTaken', range: [1, MANY] },
        }),
        every(variant, 'tasks were preempted on generators of their own', {
          ...SURVIVED,
          measured: { name: 'generatorsKept', range: [1, MANY] },
        }),
      ]),
    },
    {
      id: 'B4',
      title: "A pinned generator never runs its worker's loop",
      says:
        'A current task that is still set after a resume tells a preempt from an ' +
        "ordinary end; a pinned generator never runs the worker's loop; nothing is " +
        'freed twice or lost',
      figures: '',
      parts: variants.flatMap((variant) => [
        every(variant, 'all tasks ended, every stack was given back', SURVIVED),
        every(variant, 'resident memory grew by less than 1 MiB', {
          measured: { name: 'residentGrowth', range: [-MANY, 1024] },
        }),
      ]),
    },
  ],
  knobs: {
    'after-switch': {
      values: ['exit', 'poll'],
      about: "what a worker's generator does when the poll interrupted on it is over",
    },
    way: {
      values: ['trampoline', 'handler'],
      about: 'what the signal does to the task that it meets',
    },
  },
  defaultVariants: variants,
  trials: 30,
});
