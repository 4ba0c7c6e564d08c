import { Command } from 'commander';
import { fitExponential } from '../src/analysis/lifetimes/exponential.js';
import { kaplanMeier } from '../src/analysis/lifetimes/kaplan-meier.js';
import {
  lifeTable,
  type LifeTable,
  type Lifetime,
} from '../src/analysis/lifetimes/life-table.js';
import { logRank } from '../src/analysis/lifetimes/log-rank.js';
import { fitWeibull } from '../src/analysis/lifetimes/weibull.js';
import { drawExponential, uniformFrom } from '../src/analysis/numerics/random.js';
import { trialsOption } from '../src/cli/options.js';

interface Options {
  readonly trials: number;
}

interface Step {
  readonly name: string;
  readonly ms: number;
}

const CAP = 1.5;
const GOAL_MS = 3000;
const GOAL_MIB = 300;

/** Lifetimes up to a cap, nearly all of them different: the worst case for a table. */
const groupOf = (trials: number, rate: number): readonly Lifetime[] => {
  const uniform = uniformFrom(rate * 1000);
  return Array.from({ length: trials }, () => {
    const time = drawExponential(uniform, rate);
    return { time: Math.min(time, CAP), failed: time <= CAP };
  });
};

const timed = <Result>(steps: Step[], name: string, work: () => Result): Result => {
  const before = process.cpuUsage();
  const result = work();
  const { user, system } = process.cpuUsage(before);
  steps.push({ name, ms: (user + system) / 1000 });
  return result;
};

const analyse = (groups: readonly (readonly Lifetime[])[]): readonly Step[] => {
  const steps: Step[] = [];
  const each = <Result>(name: string, method: (table: LifeTable) => Result) =>
    timed(steps, name, () => tables.map((table) => method(table)));
  const tables = timed(steps, 'life tables', () => groups.map(lifeTable));
  each('Kaplan-Meier', kaplanMeier);
  each('exponential', fitExponential);
  each('Weibull', fitWeibull);
  timed(steps, 'log-rank', () => logRank(tables));
  return steps;
};

const row = (name: string, figure: string): string =>
  `${name.padEnd(24)}${figure.padStart(12)}\n`;

const bench = ({ trials }: Options): void => {
  const half = Math.ceil(trials / 2);
  const groups = [groupOf(half, 1), groupOf(trials - half, 1.001)];
  const steps = analyse(groups);
  const total = steps.reduce((sum, { ms }) => sum + ms, 0);
  const peak = process.resourceUsage().maxRSS / 1024;
  const isMet = total < GOAL_MS && peak < GOAL_MIB;
  process.stdout.write(
    `Survival analysis of ${trials} trials in two groups, in memory\n\n` +
      row('', 'CPU ms') +
      steps.map(({ name, ms }) => row(name, ms.toFixed(0))).join('') +
      row('total', total.toFixed(0)) +
      row('peak RSS, MiB', peak.toFixed(0)) +
      `\nThe goal, below ${GOAL_MS} ms and ${GOAL_MIB} MiB: ${isMet ? 'met' : 'missed'}\n`,
  );
};

await new Command('survival')
  .description('time and memory of the survival analysis')
  .option('--trials <n>', 'trials', trialsOption, 1_000_000)
  .action(bench)
  .parseAsync();
