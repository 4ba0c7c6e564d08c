import { Command } from 'commander';
import { execa } from 'execa';
import { buildRunnerLibrary } from '../src/build/runner-library.js';
import { buildNativeFixture } from '../src/build/native-fixture.js';
import { histogramQuantile } from '../src/analysis/trials/histograms.js';
import { rateOption, trialsOption } from '../src/cli/options.js';
import type { PlannedTrial } from '../src/plan/blocks.js';
import { loadRunnerLibrary } from '../src/trial/ffi.js';
import { UNHURRIED_LIMITS } from '../src/trial/limits.js';
import { runTrial } from '../src/trial/run-trial.js';
import { buildMinimalPing } from './native-program.js';
import { nativeTrials } from './native-trials.js';
import { interleave, ratioOfArms, spreadsOfArms, type Round } from './rounds.js';
import { renderSpreads } from './spread.js';

interface Options {
  readonly rounds: number;
  readonly signals: number;
  readonly rate: number;
}

/** From just before `tgkill` to the handler's entry, in ns. */
interface Delay {
  readonly p50: number;
  readonly p99: number;
}

/** The delay as a trial of the lab's own ping measures it. */
const prepareLab = async ({ signals, rate }: Options): Promise<() => Promise<Delay>> => {
  const library = loadRunnerLibrary(await buildRunnerLibrary());
  const { executable } = await buildNativeFixture('native/ping.c');
  const drive = { driver: 'external', rateHz: rate, cap: signals } as const;
  const cell = { experiment: 'ping', variant: {}, ...drive };
  const [trial] = nativeTrials(cell, 1) as readonly [PlannedTrial];
  return async () => {
    const result = await runTrial(library, trial, executable, UNHURRIED_LIMITS);
    const delay = result?.snapshot.telemetry.histograms.find(
      ({ name }) => name === 'signalDelay',
    );
    if (result?.outcome.kind !== 'survived' || !delay) {
      throw new Error(`the ping ended as ${JSON.stringify(result?.outcome)}`);
    }
    return {
      p50: histogramQuantile(delay.buckets, 0.5),
      p99: histogramQuantile(delay.buckets, 0.99),
    };
  };
};

const prepareBare = async ({ signals, rate }: Options): Promise<() => Promise<Delay>> => {
  const program = await buildMinimalPing();
  return async () => {
    const { stdout } = await execa(program, [String(signals), String(rate)]);
    const [, p50, p99] = stdout.split(' ').map(Number) as [number, number, number];
    return { p50, p99 };
  };
};

const bench = async (options: Options): Promise<void> => {
  const { rounds, signals, rate } = options;
  const delays = await interleave(
    rounds,
    await prepareLab(options),
    await prepareBare(options),
  );
  const at = (quantile: keyof Delay): readonly Round<number>[] =>
    delays.map(({ lab, bare }) => ({ lab: lab[quantile], bare: bare[quantile] }));
  const arms = { ...spreadsOfArms('p50', at('p50')), ...spreadsOfArms('p99', at('p99')) };
  const ratios = {
    'p50 (goal: at most 1.15)': ratioOfArms(at('p50')),
    p99: ratioOfArms(at('p99')),
  };
  process.stdout.write(
    [
      `Signal path: ${rounds} rounds of ${signals} signals per arm at ${rate} Hz\n`,
      renderSpreads('From tgkill to the entry of the handler, in ns', arms, 0),
      renderSpreads('Lab / bare C, round by round', ratios, 3),
    ].join('\n'),
  );
};

await new Command('signal-path')
  .description('delay of a signal: the lab against a minimal ping in C')
  .option('--rounds <n>', 'rounds', trialsOption, 31)
  .option('--signals <n>', 'signals per arm and round', trialsOption, 500)
  .option('--rate <Hz>', 'signals per second', rateOption, 1_000)
  .action(bench)
  .parseAsync();
