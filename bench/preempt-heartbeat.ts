import { group } from 'd3-array';
import { z } from 'zod';
import { bootstrapMedian } from './bootstrap-median.js';
import { renderEstimates, type EstimateRow } from './estimates.js';
import { judgeAtLeast } from './goal.js';
import { runPreemptBenchmark } from './preempt-command.js';
import { measurePreempt } from './preempt-program.js';

const ARM_MS = 1_500;
const GOAL = 20;
const NS_PER_MS = 1e6;
const LIBRARY = ['ticks of 1 ms', 'ticks of 100 us'] as const;
const SYSTHREADS = ['systhreads, delay', 'systhreads, yield'] as const;
const ARMS = [...LIBRARY, ...SYSTHREADS] as const;

const lineSchema = z.object({
  round: z.number(),
  arm: z.enum(ARMS),
  worstNs: z.number(),
});
type Line = z.infer<typeof lineSchema>;

/**
 * How many times larger the smaller gap of the two kinds of systhreads is, round by
 * round.
 */
const ratioOf = (lines: readonly Line[], arm: (typeof LIBRARY)[number]) => {
  const ratios = [...group(lines, ({ round }) => round).values()].map((round) => {
    const worst = (wanted: Line['arm']): number =>
      round.find((line) => line.arm === wanted)?.worstNs ?? NaN;
    return Math.min(...SYSTHREADS.map(worst)) / worst(arm);
  });
  return bootstrapMedian(ratios);
};

const render = (lines: readonly Line[]): string => {
  const gaps = ARMS.map((arm): EstimateRow => {
    const of = lines.filter((line) => line.arm === arm);
    const worst = of.map(({ worstNs }) => worstNs / NS_PER_MS);
    return { label: arm, estimate: bootstrapMedian(worst), digits: 2 };
  });
  const ratios = LIBRARY.map((arm): EstimateRow => {
    const estimate = ratioOf(lines, arm);
    const remark = judgeAtLeast(estimate, GOAL);
    return { label: `${arm} (goal: ${GOAL})`, estimate, digits: 1, remark };
  });
  return (
    renderEstimates('Worst gap of a round, ms', gaps) +
    renderEstimates('Times smaller than systhreads', ratios)
  );
};

await runPreemptBenchmark({
  name: 'preempt-heartbeat',
  about: 'worst gap of a heartbeat beside busy tasks, against systhreads',
  rounds: 9,
  heading: (rounds) =>
    `Heartbeat of 1 ms beside 8 busy tasks: ${rounds} rounds of ${ARM_MS} ms per arm; under\n` +
    'the library a task among nine that take turns, else a systhread that waits with\n' +
    'Thread.delay or with Thread.yield, of which the better counts',
  measure: (program, rounds) =>
    measurePreempt(program, lineSchema, ['heartbeat', rounds, ARM_MS]),
  render,
});
