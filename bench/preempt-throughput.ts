import { group, median } from 'd3-array';
import { z } from 'zod';
import { bootstrapMedian } from './bootstrap-median.js';
import { judgeAtMost } from './goal.js';
import { runPreemptBenchmark } from './preempt-command.js';
import { measurePreempt } from './preempt-program.js';

const ARM_MS = 60;
const NS_PER_US = 1e3;
/** The most work that may be lost, in percent, by quantum in microseconds. */
const GOALS: ReadonlyMap<number, number> = new Map([
  [1_000, 0.2],
  [150, 0.3],
  [50, 0.7],
  [10, 2],
  [5, 4],
]);
/**
 * A quantum is reached when the ticks come at most this many times later than asked for.
 */
const REACHED = 1.25;

const lineSchema = z.object({
  round: z.number(),
  kind: z.enum(['tight', 'lists']),
  /** 0: the tasks are left alone; -1: the tick thread spins and never asks. */
  quantumUsec: z.number(),
  spinning: z.boolean(),
  preempts: z.number(),
  wallNs: z.number(),
  threadNs: z.number(),
  processNs: z.number(),
});
type Line = z.infer<typeof lineSchema>;
type Clock = 'wallNs' | 'threadNs' | 'processNs';

/** An arm with the two arms beside it, in which the same tasks were left alone. */
interface Pair {
  readonly arm: Line;
  readonly alone: readonly [Line, Line];
}

const pairsOf = (lines: readonly Line[]): readonly Pair[] => {
  const runs = group(lines, ({ round, kind }) => `${round} ${kind}`).values();
  return [...runs].flatMap((run) =>
    run.flatMap((arm, i) => {
      const [before, after] = [run[i - 1], run[i + 1]];
      if (arm.quantumUsec === 0 || !before || !after) return [];
      return [{ arm, alone: [before, after] as const }];
    }),
  );
};

/** How much more time an arm took than those beside it, in percent. */
const lossBy =
  (clock: Clock) =>
  ({ arm, alone: [before, after] }: Pair): number =>
    100 * (arm[clock] / ((before[clock] + after[clock]) / 2) - 1);

const reachedUsec = ({ arm: { threadNs, preempts } }: Pair): number =>
  threadNs / preempts / NS_PER_US;

const WIDTHS = [16, 8, 7, 7, 7, 6, 7, 8] as const;

const renderLine = (cells: readonly string[], remark = ''): string => {
  const aligned = cells.map((cell, column) => {
    const width = WIDTHS[column] ?? 0;
    return column === 0 ? cell.padEnd(width) : cell.padStart(width);
  });
  return `${aligned.join('')}  ${remark}`.trimEnd() + '\n';
};

const HEAD = ['', 'reached', 'lost', 'from', 'to', 'goal', 'wall', 'machine'];

const renderArm = (pairs: readonly Pair[]): string => {
  const { kind = '', quantumUsec = NaN } = pairs[0]?.arm ?? {};
  const lost = bootstrapMedian(pairs.map(lossBy('threadNs')));
  const figures = [lost.median, ...lost.interval].map((figure) => figure.toFixed(2));
  const [wall = NaN, machine = NaN] = (['wallNs', 'processNs'] as const).map((clock) =>
    median(pairs, lossBy(clock)),
  );
  const beside = [wall.toFixed(1), machine.toFixed(1)];
  const goal = GOALS.get(quantumUsec);
  if (goal === undefined) {
    return renderLine([`${kind}, no ticks`, '-', ...figures, '-', ...beside]);
  }
  const reached = median(pairs, reachedUsec) ?? NaN;
  const verdict =
    reached > REACHED * quantumUsec ? 'not reached' : judgeAtMost(lost, goal);
  const label = `${kind}, ${quantumUsec}`;
  const within = Number.isFinite(reached) ? reached.toFixed(1) : 'never';
  return renderLine([label, within, ...figures, String(goal), ...beside], verdict);
};

const renderTickThread = (pairs: readonly Pair[], spinning: boolean): string => {
  const of = pairs.filter(({ arm }) => arm.spinning === spinning);
  const kinds = group(
    of.toSorted((a, b) => b.arm.quantumUsec - a.arm.quantumUsec),
    ({ arm }) => arm.kind,
    ({ arm }) => arm.quantumUsec,
  );
  const rows = [...kinds.values()].flatMap((arms) => [...arms.values()].map(renderArm));
  const title = `Tick thread that ${spinning ? 'spins' : 'sleeps'}; quanta in us, loss in %`;
  return `${title}\n${renderLine(HEAD)}${rows.join('')}`;
};

await runPreemptBenchmark({
  name: 'preempt-throughput',
  about: 'work lost to preemption by a tick thread on another processor',
  rounds: 31,
  heading: (rounds) =>
    `Throughput lost: ${rounds} pairs of arms of ${ARM_MS} ms, two tasks in turn, each arm\n` +
    'between two in which the same tasks are left alone. Judged is the CPU time of\n' +
    "the tasks' thread: it sees all that preemption costs them, and other programs do\n" +
    'not count. Beside it the wall clock, and the CPU time of the whole process, tick\n' +
    "thread and all. Reached is the CPU time of the tasks' thread per preempt.",
  measure: (program, rounds) =>
    measurePreempt(program, lineSchema, ['throughput', rounds, ARM_MS]),
  render: (lines) => {
    const pairs = pairsOf(lines);
    return [true, false].map((spinning) => renderTickThread(pairs, spinning)).join('');
  },
});
