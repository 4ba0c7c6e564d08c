import { mean } from 'd3-array';
import { Command } from 'commander';
import { trialsOption } from '../src/cli/options.js';
import { slopeOf } from './slope.js';
import { withTemporaryRun } from './temporary-run.js';
import { timedTrials } from './native-trials.js';

interface Options {
  readonly trials: number;
}

interface Sample {
  readonly trials: number;
  readonly rss: number;
  /** After a collection; absent without `--expose-gc`. */
  readonly heap: number | undefined;
}

const SAMPLES = 20;
/** Memory is flat when it grows by less than this share over the second half. */
const FLAT = 0.02;
const MIB = 2 ** 20;

const takeSample = (trials: number): Sample => {
  const { rss } = process.memoryUsage();
  globalThis.gc?.();
  const heap = globalThis.gc && process.memoryUsage().heapUsed;
  return { trials, rss, heap };
};

/** Runs trials of the empty fixture, and samples the memory every so many trials. */
const sampleMemory = async ({ trials }: Options): Promise<readonly Sample[]> => {
  const samples: Sample[] = [];
  const every = Math.ceil(trials / SAMPLES);
  await withTemporaryRun(({ perform }) =>
    perform(timedTrials(0, trials), (done) => {
      if (done % every === 0) samples.push(takeSample(done));
    }),
  );
  return samples;
};

const mib = (bytes: number | undefined): string =>
  (bytes === undefined ? '-' : (bytes / MIB).toFixed(1)).padStart(12);

const table = (samples: readonly Sample[]): string =>
  `${'trials'.padStart(12)}${'RSS, MiB'.padStart(12)}${'heap, MiB'.padStart(12)}\n` +
  samples
    .map(
      ({ trials, rss, heap }) =>
        `${String(trials).padStart(12)}${mib(rss)}${mib(heap)}\n`,
    )
    .join('');

const verdict = (samples: readonly Sample[]): string => {
  const half = samples.slice(Math.floor(samples.length / 2));
  const slope = slopeOf(half.map(({ trials, rss }) => ({ x: trials, y: rss })));
  const span = (half.at(-1)?.trials ?? NaN) - (half[0]?.trials ?? NaN);
  const growth = (slope * span) / (mean(half, ({ rss }) => rss) ?? NaN);
  return (
    `Second half: ${slope.toFixed(1)} bytes of RSS per trial (least squares)\n` +
    `Growth over it / RSS: ${growth.toFixed(4)}, ` +
    `${growth < FLAT ? 'flat' : 'not flat'} (the rule: below ${FLAT})\n`
  );
};

const bench = async (options: Options): Promise<void> => {
  const samples = await sampleMemory(options);
  process.stdout.write(
    `Memory of the harness over ${options.trials} empty trials\n\n` +
      `${table(samples)}\n${verdict(samples)}`,
  );
};

await new Command('memory')
  .description('memory of the lab over many trials of an empty fixture')
  .option('--trials <n>', 'trials', trialsOption, 10_000)
  .action(bench)
  .parseAsync();
