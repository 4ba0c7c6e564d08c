import { every, type ClaimPart, type Quantity } from '../../src/plan/claim.js';
import { defineExperiment, type Variant } from '../../src/plan/definition.js';

const DELAY: Quantity = { measured: 'delay' };
const MANY = 1e9;

interface Comparison {
  readonly cell: Variant;
  readonly besides: Variant;
  readonly says: string;
  readonly within: readonly [min: number, max: number];
}

/** A part that compares how long short tasks wait, half of the time, in two cells. */
const waits = ({ cell, besides, says, within }: Comparison): ClaimPart => ({
  cell,
  says,
  rule: { kind: 'ratio', of: DELAY, to: DELAY, besides, within },
});

const OFF: Variant = { way: 'never' };
const IN_TURN: Variant = { preempted: 'in-turn' };
const TWO: Variant = { workers: '2' };

export default defineExperiment({
  name: 'generator-fairness',
  subject: 'generator',
  asks: 'How long do short tasks wait beside tasks that never end their poll?',
  claims: [
    {
      id: 'B7b',
      title: 'With the flag, short tasks wait as without preemption',
      says:
        'With the flag short tasks wait until the long ones end, as without preemption; ' +
        'leaving in the handler or by the trampoline they do not',
      figures: '',
      parts: [
        waits({
          cell: { way: 'flag' },
          besides: OFF,
          says: 'they waited as long as without preemption',
          within: [0.5, 2],
        }),
        waits({
          cell: OFF,
          besides: {},
          says: 'they waited at least 10 times as long as with the trampoline',
          within: [10, MANY],
        }),
        waits({
          cell: { way: 'handler' },
          besides: {},
          says: 'they waited as long as with the trampoline',
          within: [0.5, 2],
        }),
      ],
    },
    {
      id: 'B13a',
      title: 'Quanta, priorities and the like have their effect',
      says:
        'Quanta that are set, change, adapt and go by priority, priorities, affinity, ' +
        'yield points, opting out and statistics can all be had, and each has its effect',
      figures: '',
      explains:
        'The adaptive quantum takes twice what nearly all polls take that end. It spares ' +
        'whoever sets it from knowing that; where one is known, a fixed quantum as short ' +
        'does the same. The order matters more: preempted tasks that go first, as the ' +
        'documents have it, take every other turn, and a whole quantum each time.',
      parts: [
        waits({
          cell: { quantum: '10ms' },
          besides: { quantum: '100us' },
          says: 'short tasks waited at least 5 times as long as with a quantum of 100 us',
          within: [5, MANY],
        }),
        {
          cell: { quantum: 'changing' },
          says: 'they waited at least 3 times as long before it became a tenth as after',
          rule: {
            kind: 'ratio',
            of: { measured: 'delayBefore' },
            to: DELAY,
            within: [3, MANY],
          },
        },
        waits({
          cell: {},
          besides: { quantum: 'adaptive' },
          says: 'they waited at least twice as long as with an adaptive quantum',
          within: [2, MANY],
        }),
        {
          cell: { quantum: 'adaptive' },
          says: 'long tasks got as much done as with a fixed quantum of 100 us, or more',
          rule: {
            kind: 'ratio',
            of: { measured: 'longRounds' },
            to: { measured: 'longRounds' },
            besides: { quantum: '100us' },
            within: [1, MANY],
          },
        },
        {
          cell: { quantum: 'by-priority' },
          says: 'tasks with 10 times the quantum got 5 to 20 times as much done',
          rule: {
            kind: 'ratio',
            of: { measured: 'evenRounds' },
            to: { measured: 'oddRounds' },
            within: [5, 20],
          },
        },
        waits({
          cell: {},
          besides: IN_TURN,
          says: 'short tasks waited longer than where preempted tasks wait their turn',
          within: [1, MANY],
        }),
        waits({
          cell: IN_TURN,
          besides: { ...IN_TURN, priorities: 'short-first' },
          says: 'they waited at least twice as long as with a priority of their own',
          within: [2, MANY],
        }),
        waits({
          cell: TWO,
          besides: { ...TWO, place: 'apart' },
          says: 'they waited at least 5 times as long as on a worker of their own',
          within: [5, MANY],
        }),
        waits({
          cell: OFF,
          besides: { ...OFF, long: 'yields' },
          says: 'they waited at least 100 times as long as with yield points',
          within: [100, MANY],
        }),
        waits({
          cell: { long: 'opted-out' },
          besides: OFF,
          says: 'tasks that opt out kept them waiting as without preemption',
          within: [0.5, 2],
        }),
        waits({
          cell: { long: 'in-section' },
          besides: {},
          says: 'sections of 5 ms kept them waiting at least twice as long',
          within: [2, MANY],
        }),
        every({}, "the executor's own statistics were what was seen from outside", {
          outcomes: ['finished'],
        }),
      ],
    },
  ],
  knobs: {
    way: {
      values: ['trampoline', 'handler', 'flag', 'never'],
      about: 'what the signal does to the task that it meets',
    },
    quantum: {
      values: ['1ms', '10ms', '100us', '1us', 'adaptive', 'changing', 'by-priority'],
      about: 'for how long a task may keep its worker; changing: from 10 ms to 1 ms',
    },
    workers: { values: ['1', '2'], about: 'how many share the tasks' },
    preempted: {
      values: ['first', 'in-turn'],
      about: 'when a preempted task has its next turn',
    },
    priorities: {
      values: ['alike', 'short-first'],
      about: 'whether short tasks have a higher one',
    },
    long: {
      values: ['computes', 'yields', 'opted-out', 'in-section'],
      about: 'what the tasks do that never end their poll',
    },
    place: {
      values: ['anywhere', 'apart'],
      about: 'with 2 workers: whether short and long tasks each have their own',
    },
  },
  defaultVariants: [
    {},
    { way: 'handler' },
    { way: 'flag' },
    OFF,
    ...['10ms', '100us', '1us', 'adaptive', 'changing', 'by-priority'].map((quantum) => ({
      quantum,
    })),
    IN_TURN,
    { ...IN_TURN, priorities: 'short-first' },
    TWO,
    { ...TWO, place: 'apart' },
    { ...OFF, long: 'yields' },
    { long: 'opted-out' },
    { long: 'in-section' },
  ],
  trials: 30,
  drive: { driver: 'none', cap: 1_000_000 },
});
