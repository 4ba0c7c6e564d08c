import { every, nearlyAll, type Claim, type Condition } from '../../src/plan/claim.js';
import { defineExperiment, type Variant } from '../../src/plan/definition.js';

interface Hazard {
  readonly name: string;
  /** The claim in at most 60 characters. */
  readonly title: string;
  /** What the documents overlook. */
  readonly says: string;
  /** What comes of it. */
  readonly shows: string;
  readonly of: Condition;
  /** Whether tasks escape it by doing that where they are not preempted. */
  readonly sections?: true;
}

const HAZARDS: readonly Hazard[] = [
  {
    name: 'mask',
    title: 'Leaving inside the handler leaves the signal blocked',
    says: 'Leaving a generator inside the handler leaves the signal blocked',
    shows: 'one preempt for each task, and none ever again',
    of: { outcomes: ['timed-out'], preempts: [0, 2] },
  },
  {
    name: 'registers',
    title: 'Saving only the xmm registers loses AVX and x87 state',
    says: 'Saving the xmm registers alone loses what AVX and x87 code has',
    shows: 'a wrong result',
    of: { outcomes: ['wrong-result'] },
  },
  {
    name: 'red-zone',
    title: 'Writing below the stack pointer destroys the red zone',
    says: 'Writing below the interrupted stack pointer destroys the red zone of a leaf',
    shows: 'a wrong result',
    of: { outcomes: ['wrong-result'] },
  },
  {
    name: 'environment',
    title: "The task's x87 stack leaks into the next task",
    says: "Entering the scheduler with the task's x87 stack leaks it into the next task",
    shows: 'a wrong result',
    of: { outcomes: ['wrong-result'] },
  },
  {
    name: 'errno',
    title: 'errno leaks from task to task',
    says: 'errno leaks from task to task',
    shows: 'a wrong result',
    of: { outcomes: ['wrong-result'] },
  },
  {
    name: 'malloc',
    title: "Preempting inside malloc re-enters the thread's cache",
    says: "Preempting inside malloc re-enters the thread's own cache",
    shows: 'a crash, a deadlock or a block given twice',
    of: { outcomes: ['crashed', 'hung', 'wrong-result'] },
    sections: true,
  },
  {
    name: 'arena',
    title: 'A scheduler that allocates deadlocks with the task',
    says: 'A scheduler that allocates deadlocks with a task that holds the arena',
    shows: 'the worker stands still',
    of: { outcomes: ['hung'] },
  },
  {
    name: 'stdio',
    title: 'Preempting inside stdio garbles lines',
    says: 'Preempting inside stdio garbles lines: its lock is recursive in a thread',
    shows: 'lines that nobody wrote',
    of: { outcomes: ['wrong-result'], message: 'lines are garbled' },
    sections: true,
  },
  {
    name: 'stack',
    title: 'A stack may be too small for what is saved on it',
    says: 'A stack may be too small for what is saved on it',
    shows: 'an overflow, told as such',
    of: { outcomes: ['stack-overflow'] },
  },
];

/** Where little of the time may be preempted, the cap is not always reached in time. */
const UNHARMED: Condition = {
  outcomes: ['survived', 'timed-out'],
  preempts: [1_000, 1e9],
};

const remediesOf = ({ name, sections }: Hazard): readonly Variant[] =>
  ['yes', ...(sections ? ['sections'] : [])].map((remedy) => ({ hazard: name, remedy }));

const claimOf = (hazard: Hazard, index: number): Claim => ({
  id: `C${index + 1}`,
  title: hazard.title,
  says: hazard.says,
  figures: '',
  parts: [
    nearlyAll({ hazard: hazard.name }, hazard.shows, hazard.of),
    ...remediesOf(hazard).map((remedied) =>
      every(remedied, 'with the remedy no trial failed or stood still', UNHARMED),
    ),
  ],
});

export default defineExperiment({
  name: 'generator-hazards',
  subject: 'generator',
  asks: 'What comes of each thing that a runtime preempting by signal can get wrong?',
  claims: [
    {
      id: 'B11',
      title: 'Preemption as described is memory-safe',
      says: 'The preemption as described is memory-safe and ready for production',
      figures: '',
      parts: HAZARDS.map(({ name }) =>
        nearlyAll({ hazard: name }, 'the tasks survive it', { outcomes: ['survived'] }),
      ),
    },
    ...HAZARDS.map(claimOf),
  ],
  knobs: {
    hazard: {
      values: ['mask', ...HAZARDS.slice(1).map(({ name }) => name)],
      about: 'what is wrong with the runtime',
    },
    remedy: {
      values: ['no', 'yes', 'sections'],
      about: 'how it is put right, or what is endangered done where nothing is preempted',
    },
  },
  defaultVariants: HAZARDS.flatMap((hazard) => [
    { hazard: hazard.name },
    ...remediesOf(hazard),
  ]),
  trials: 60,
});
