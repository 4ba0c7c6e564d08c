import { ascending, group, sum } from 'd3-array';
import { z } from 'zod';
import { histogramQuantile } from '../src/analysis/trials/histograms.js';
import { bootstrapMedian } from './bootstrap-median.js';
import { renderEstimates, type EstimateRow } from './estimates.js';
import { judgeAtMost } from './goal.js';
import { runPreemptBenchmark } from './preempt-command.js';
import { measurePreempt } from './preempt-program.js';

const REQUESTS = 2_000;
const GOAL = 0.2;
/** The resolution of the library's histogram (ocaml/preempt/src/statistics.c). */
const STEPS_PER_DOUBLING = 16;

const ARMS = ['store', 'signal', 'bare signal', 'bare store'] as const;

const lineSchema = z.object({
  round: z.number(),
  arm: z.enum(ARMS),
  requests: z.number(),
  p50Ns: z.number(),
  p99Ns: z.number(),
  hookNs: z.array(z.tuple([z.number(), z.number()])),
  slow: z.object({
    switched: z.number(),
    collected: z.number(),
    asking: z.number(),
    other: z.number(),
  }),
});
type Line = z.infer<typeof lineSchema>;

const hook =
  (p: number) =>
  ({ hookNs }: Line): number =>
    histogramQuantile(hookNs, p, STEPS_PER_DOUBLING);

const FIGURES = [
  { arm: 'store', to: 'by store, to the hook', p50: hook(0.5), p99: hook(0.99) },
  { arm: 'store', to: 'by store, to the handler' },
  { arm: 'signal', to: 'by signal, to the hook', p50: hook(0.5), p99: hook(0.99) },
  { arm: 'signal', to: 'by signal, to the handler' },
  { arm: 'bare signal', to: 'tgkill, to a handler in C' },
  { arm: 'bare store', to: 'a store, to a loop in C' },
] as const;

/** The p50 to the hook divided by the p50 of the bare signal, round by round. */
const ratioToBare = (lines: readonly Line[], arm: Line['arm']) => {
  const ratios = [...group(lines, ({ round }) => round).values()].map((round) => {
    const asked = round.find((line) => line.arm === arm);
    const bare = round.find((line) => line.arm === 'bare signal');
    return asked && bare ? hook(0.5)(asked) / bare.p50Ns : NaN;
  });
  return bootstrapMedian(ratios);
};

const delayRows = (lines: readonly Line[]): readonly EstimateRow[] =>
  FIGURES.flatMap(({ arm, to, ...quantiles }) => {
    const of = lines.filter((line) => line.arm === arm);
    const p50 = 'p50' in quantiles ? quantiles.p50 : (line: Line) => line.p50Ns;
    const p99 = 'p99' in quantiles ? quantiles.p99 : (line: Line) => line.p99Ns;
    return [
      { label: `${to}, p50`, estimate: bootstrapMedian(of.map(p50)), digits: 0 },
      { label: `${to}, p99`, estimate: bootstrapMedian(of.map(p99)), digits: 0 },
    ];
  });

const renderCauses = (lines: readonly Line[]): string => {
  const ordered = [...lines].sort((a, b) =>
    ascending(ARMS.indexOf(a.arm), ARMS.indexOf(b.arm)),
  );
  const cell = (text: string): string => text.padStart(14);
  const title = 'Slower than the p99 of their round, to the handler, by cause (%)';
  const rows = [...group(ordered, ({ arm }) => arm)].map(([arm, of]) => {
    const counts = (['switched', 'collected', 'asking', 'other'] as const).map((cause) =>
      sum(of, ({ slow }) => slow[cause]),
    );
    const shares = counts.map((count) => ((100 * count) / sum(counts)).toFixed(0));
    return `  ${arm.padEnd(22)}${shares.map(cell).join('')}\n`;
  });
  const causes = ['switched out', 'collection', 'requester', 'none of these'].map(cell);
  return `${title}\n  ${' '.repeat(22)}${causes.join('')}\n${rows.join('')}`;
};

const render = (lines: readonly Line[]): string => {
  const store = ratioToBare(lines, 'store');
  const ratios = [
    {
      label: `by store (goal: ${GOAL})`,
      estimate: store,
      digits: 3,
      remark: judgeAtMost(store, GOAL),
    },
    { label: 'by signal', estimate: ratioToBare(lines, 'signal'), digits: 3 },
  ];
  return (
    renderEstimates('Delay of a request, ns', delayRows(lines)) +
    renderEstimates('To the hook / tgkill to a handler, p50', ratios) +
    renderCauses(lines)
  );
};

await runPreemptBenchmark({
  name: 'preempt-request',
  about: 'from a request to a tight loop, against a bare signal',
  rounds: 31,
  heading: (rounds) =>
    `Delay of a request: ${rounds} rounds of ${REQUESTS} per arm, from a thread on another\n` +
    'processor to a tight loop; the hook is where the library takes over, the handler\n' +
    "the program's own for Preemption",
  measure: (program, rounds) =>
    measurePreempt(program, lineSchema, ['request', rounds, REQUESTS]),
  render,
});
