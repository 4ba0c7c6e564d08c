import { nearlyAll, type ClaimPart } from '../../src/plan/claim.js';
import { defineExperiment, type Variant } from '../../src/plan/definition.js';

const US = 1_000;
const MANY = 1e9;

/** A part that asks where a figure lies in nearly all trials. */
const lies = (
  cell: Variant,
  says: string,
  name: string,
  range: readonly [number, number],
): ClaimPart => nearlyAll(cell, says, { measured: { name, range } });

const WAYS: readonly Variant[] = [{}, { way: 'handler' }];

export default defineExperiment({
  name: 'generator-latency',
  subject: 'generator',
  asks: 'How long does preempting take, and what does it cost those who are not preempted?',
  claims: [
    {
      id: 'B9',
      title: 'A preempt takes 1 to 10 us, 100 us at most',
      says:
        'On Unix a preempt takes from 1 to 10 us, and 100 us at most, from asking for it ' +
        'to the worker having its turn',
      figures: '1 to 10 us, at most 100 us',
      explains:
        'Nearly all of it is the time that the kernel and the processors take to ' +
        'interrupt another thread, which a bare signal takes as well; the runtime adds ' +
        'about a microsecond, half of which goes without the way back out of the ' +
        'handler, as leaving inside it shows. The longest are as long as those of ' +
        "bare signals in the same trials, so they are the machine's.",
      parts: WAYS.flatMap((way) => [
        lies(way, 'half of the requests took 1 to 10 us', 'requestToScheduler', [
          US,
          10 * US,
        ]),
        lies(way, 'the slowest of 1,000 took at most 100 us', 'requestToSchedulerMax', [
          US,
          100 * US,
        ]),
        {
          cell: way,
          says: 'it took at most a fifth longer than a bare signal to its handler',
          rule: {
            kind: 'ratio',
            of: { measured: 'requestToScheduler' },
            to: { measured: 'bareSignal' },
            within: [0, 1.2],
          },
        },
      ]),
    },
    {
      id: 'B10a',
      title: 'Unpinned tasks have no overhead; a resume takes 10 to 100 ns',
      says:
        'Unpinned tasks have no overhead, a look at the flag takes about 1 ns, a resume ' +
        '10 to 100 ns',
      figures: '0; 1 ns; 10 to 100 ns',
      explains:
        'On some processors a switch costs 15 times more if the task and its worker differ ' +
        'in the status flags of the SSE unit, as they do once the task has computed with ' +
        'floating point: the switch restores MXCSR, and a load that changes its flags is ' +
        'slow there.',
      parts: [
        lies(
          {},
          'a poll of 2 us took at most 2 % longer than without',
          'pollOn',
          [0, 1.02],
        ),
        lies({}, 'a look at the flag took at most 2 ns', 'flagCheck', [-MANY, 2]),
        lies({}, 'a resume and yield took at most 100 ns', 'resume', [0, 100]),
        lies(
          {},
          'the same for a task that uses floating point',
          'resumeUnlike',
          [0, 100],
        ),
        lies(
          {},
          'a resume and yield took at most half more than a bare switch',
          'switchRatio',
          [0, 1.5],
        ),
      ],
    },
    {
      id: 'B13b',
      title: 'A pool of generators saves making them',
      says: 'A pool of generators spares what it takes to make one',
      figures: '',
      parts: [
        {
          cell: {},
          says: 'one on a new stack took at least 5 times as long as one of the pool',
          rule: {
            kind: 'ratio',
            of: { measured: 'freshGenerator' },
            to: { measured: 'pooledGenerator' },
            within: [5, MANY],
          },
        },
      ],
    },
  ],
  knobs: {
    way: {
      values: ['trampoline', 'handler'],
      about: 'what the signal does to the task that it meets',
    },
  },
  defaultVariants: WAYS,
  trials: 30,
  drive: { driver: 'none', cap: 1_000 },
});
