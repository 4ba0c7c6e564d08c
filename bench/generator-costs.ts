import { Command } from 'commander';
import { quantityOf } from '../src/analysis/trials/quantity.js';
import { buildRunnerLibrary } from '../src/build/runner-library.js';
import { buildFixture } from '../src/build/fixture.js';
import { trialsOption } from '../src/cli/options.js';
import type { TrialRecord } from '../src/journal/trial-record.js';
import { planBlocks } from '../src/plan/blocks.js';
import { cellOf } from '../src/plan/cell.js';
import { discoverExperiments, selectExperiments } from '../src/plan/discover.js';
import { completeVariant } from '../src/plan/variants.js';
import { recordTrials } from '../src/run/record-trials.js';
import { resolveGeneratorToolchain, subjectOf } from '../src/toolchain/toolchain.js';
import { loadRunnerLibrary } from '../src/trial/ffi.js';
import { UNHURRIED_LIMITS } from '../src/trial/limits.js';
import { bootstrapMedian } from './bootstrap-median.js';
import { renderEstimates, type EstimateRow } from './estimates.js';
import { judgeAtMost } from './goal.js';

/** Runs trials of the measuring experiment, one after the other. */
const measure = async (rounds: number): Promise<readonly TrialRecord[]> => {
  const [experiment] = selectExperiments(await discoverExperiments(), [
    'generator-latency',
  ]);
  if (!experiment) throw new Error('the experiment is gone');
  const toolchain = await resolveGeneratorToolchain({ onProgress: () => undefined });
  const fixture = await buildFixture(experiment, toolchain);
  const library = loadRunnerLibrary(await buildRunnerLibrary());
  const variant = completeVariant(experiment, {});
  const cell = cellOf(experiment, variant, subjectOf(toolchain), {});
  const records: TrialRecord[] = [];
  const trials = planBlocks([{ cell, trials: rounds }], 1);
  await recordTrials(
    trials.map((trial, index) => ({ index, trial, fixture })),
    {
      run: 'bench',
      library,
      limits: UNHURRIED_LIMITS,
      jobs: 1,
      signal: new AbortController().signal,
    },
    {
      keep: (record) => {
        if (record.outcome.kind !== 'survived') {
          throw new Error(`a trial ended as ${JSON.stringify(record.outcome)}`);
        }
        records.push(record);
      },
    },
  );
  return records;
};

const render = (records: readonly TrialRecord[]): string => {
  const figures = (name: string): readonly number[] =>
    records.map((record) => quantityOf(record, { measured: name }) ?? NaN);
  const row = (label: string, name: string, digits: number): EstimateRow => ({
    label,
    estimate: bootstrapMedian(figures(name)),
    digits,
  });
  const judged = (
    label: string,
    values: readonly number[],
    goal: number,
    digits: number,
  ): EstimateRow => {
    const estimate = bootstrapMedian(values);
    return { label, estimate, digits, remark: judgeAtMost(estimate, goal) };
  };
  const bare = figures('bareSignal');
  const beyondBare = figures('requestToScheduler').map((ns, i) => ns - (bare[i] ?? NaN));
  return [
    renderEstimates('Switches, in ns', [
      row('bare switch of Boost.Context', 'bareSwitch', 2),
      row('resume and yield', 'resume', 2),
      judged('ratio (goal: 1.5)', figures('switchRatio'), 1.5, 3),
      row('resume and yield, SSE flags differ', 'resumeUnlike', 1),
      judged('look at the flag (goal: 2)', figures('flagCheck'), 2, 3),
      row('taking the flag back', 'flagSwap', 2),
      row('new generator, stack of the pool', 'pooledGenerator', 1),
      row('new generator, new stack of 2 MiB', 'freshGenerator', 0),
    ]),
    renderEstimates('Polls, in ns of CPU time', [
      row('poll of 2 us in a bare loop', 'pollBare', 1),
      row('ratio with an executor', 'pollOff', 4),
      judged('ratio with preemption (goal: 1.02)', figures('pollOn'), 1.02, 4),
      row('empty poll in a bare loop', 'emptyPollBare', 1),
      row('with an executor', 'emptyPollOff', 1),
      row('with preemption', 'emptyPollOn', 1),
    ]),
    renderEstimates('Preempts by trampoline, in ns, p50 (goals)', [
      row('bare signal to its handler', 'bareSignal', 0),
      row('request to handler', 'requestToHandler', 0),
      row('request to scheduler', 'requestToScheduler', 0),
      judged('beyond the bare signal (1000)', beyondBare, 1000, 0),
      judged('handler to scheduler (1000)', figures('handlerToScheduler'), 1000, 0),
      row('scheduler to task', 'schedulerToTask', 0),
    ]),
  ].join('\n');
};

await new Command('generator-costs')
  .description('what the generator runtime costs, against bare switches and signals')
  .option('--rounds <n>', 'rounds', trialsOption, 31)
  .option('--json', 'print the records, a line of JSON each, and no table')
  .action(async ({ rounds, json }: { rounds: number; json?: true }) => {
    const records = await measure(rounds);
    process.stdout.write(
      json
        ? records.map((record) => `${JSON.stringify(record)}\n`).join('')
        : `The generator runtime: ${rounds} rounds, all arms in turns\n\n${render(records)}`,
    );
  })
  .parseAsync();
