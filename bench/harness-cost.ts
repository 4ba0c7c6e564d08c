import path from 'node:path';
import { Command } from 'commander';
import { execa } from 'execa';
import { trialsOption } from '../src/cli/options.js';
import { fixtureArguments } from '../src/trial/run-trial.js';
import { buildBareLoop } from './native-program.js';
import { interleave, ratioOfArms, spreadsOfArms, type Round } from './rounds.js';
import { renderSpreads } from './spread.js';
import { withTemporaryRun, type TemporaryRun } from './temporary-run.js';
import { timedTrials } from './native-trials.js';

interface Options {
  readonly rounds: number;
  readonly trials: number;
}

const MS_PER_S = 1e3;
const NS_PER_S = 1e9;

/** Trials per second of both arms on the fixture that works for `ms`. */
const compare = async (
  { folder, executable, perform }: TemporaryRun,
  ms: number,
  { rounds, trials }: Options,
): Promise<readonly Round<number>[]> => {
  const planned = timedTrials(ms, trials);
  const lab = async (): Promise<number> => {
    const startedAt = performance.now();
    await perform(planned);
    return (trials / (performance.now() - startedAt)) * MS_PER_S;
  };
  const bareLoop = await buildBareLoop();
  const lines = path.join(folder, 'bare.ndjson');
  const fixture = [executable, ...planned.slice(0, 1).flatMap(fixtureArguments)];
  const bare = async (): Promise<number> => {
    const { stdout } = await execa(bareLoop, [String(trials), lines, ...fixture]);
    return (trials / Number(stdout)) * NS_PER_S;
  };
  return interleave(rounds, lab, bare);
};

const bench = async (options: Options): Promise<void> => {
  const [working, empty] = await withTemporaryRun(async (run) => [
    await compare(run, 10, options),
    await compare(run, 0, options),
  ]);
  const { rounds, trials } = options;
  const arms = {
    ...spreadsOfArms('works 10 ms', working),
    ...spreadsOfArms('empty', empty),
  };
  const ratios = {
    'works 10 ms (goal: at least 0.8)': ratioOfArms(working),
    empty: ratioOfArms(empty),
  };
  process.stdout.write(
    [
      `Harness cost: ${rounds} rounds of ${trials} trials per arm, each synced to disk\n`,
      renderSpreads('Trials per second', arms, 1),
      renderSpreads('Lab / bare C, round by round', ratios, 3),
    ].join('\n'),
  );
};

await new Command('harness-cost')
  .description('trials per second: the lab against a C loop around its runner')
  .option('--rounds <n>', 'rounds', trialsOption, 9)
  .option('--trials <n>', 'trials per arm and round', trialsOption, 100)
  .action(bench)
  .parseAsync();
