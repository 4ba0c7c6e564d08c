import { group } from 'd3-array';
import { z } from 'zod';
import { bootstrapMedian } from './bootstrap-median.js';
import { renderEstimates, type EstimateRow } from './estimates.js';
import { judgeAtMost } from './goal.js';
import { runPreemptBenchmark } from './preempt-command.js';
import { measurePreempt } from './preempt-program.js';

const SWITCHES = 500_000;
const TASKS = [2, 20];
const GOAL = 2;

const lineSchema = z.object({
  round: z.number(),
  tasks: z.number(),
  arm: z.enum(['yield', 'preempt', 'neither', 'request']),
  switches: z.number(),
  preempts: z.number(),
  cpuNs: z.number(),
  wallNs: z.number(),
});
type Line = z.infer<typeof lineSchema>;

/**
 * What one turn through the queue costs in a round, in ns, without the loop's own work.
 */
const costsOf = (lines: readonly Line[]) => {
  const time = (arm: Line['arm']): Line => {
    const line = lines.find((candidate) => candidate.arm === arm);
    if (!line) throw new Error(`the arm ${arm} is missing from a round`);
    return line;
  };
  const [preempt, yielded, neither] = [time('preempt'), time('yield'), time('neither')];
  if (preempt.preempts < 0.99 * preempt.switches) {
    throw new Error(`${preempt.preempts} of ${preempt.switches} polls were preempted`);
  }
  return {
    preempt: (preempt.cpuNs - neither.cpuNs) / preempt.preempts,
    yield: (yielded.cpuNs - neither.cpuNs) / yielded.switches,
    neither: neither.cpuNs / neither.switches,
  };
};

const rowsOf = (tasks: number, lines: readonly Line[]): readonly EstimateRow[] => {
  const here = lines.filter((line) => line.tasks === tasks);
  const costs = [...group(here, ({ round }) => round).values()].map(costsOf);
  const ratio = bootstrapMedian(costs.map((cost) => cost.preempt / cost.yield));
  const row = (label: string, values: readonly number[]): EstimateRow => ({
    label: `${tasks} tasks, ${label}`,
    estimate: bootstrapMedian(values),
    digits: 1,
  });
  return [
    row(
      'preempt and resume',
      costs.map((cost) => cost.preempt),
    ),
    row(
      'perform and continue',
      costs.map((cost) => cost.yield),
    ),
    row(
      'the loop itself',
      costs.map((cost) => cost.neither),
    ),
    {
      label: `${tasks} tasks, ratio (goal: ${GOAL})`,
      estimate: ratio,
      digits: 2,
      remark: judgeAtMost(ratio, GOAL),
    },
  ];
};

const render = (lines: readonly Line[]): string => {
  const requests = lines.filter(({ arm }) => arm === 'request');
  const request = bootstrapMedian(
    requests.map(({ cpuNs, switches }) => cpuNs / switches),
  );
  return renderEstimates('ns of CPU time per turn', [
    ...TASKS.flatMap((tasks) => rowsOf(tasks, lines)),
    { label: 'the request, part of a preempt', estimate: request, digits: 1 },
  ]);
};

await runPreemptBenchmark({
  name: 'preempt-cost',
  about: 'a preempt and resume against a voluntary perform and continue',
  rounds: 31,
  heading: (rounds) =>
    `Cost of a preempt: ${rounds} rounds of ${SWITCHES} turns per arm; every poll is\n` +
    `preempted by a request made right before the task is continued`,
  measure: (program, rounds) =>
    measurePreempt(program, lineSchema, ['cost', rounds, SWITCHES]),
  render,
});
