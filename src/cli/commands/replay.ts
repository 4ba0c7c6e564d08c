import { Command, InvalidArgumentError } from 'commander';
import { buildFixture, type Fixture } from '../../build/fixture.js';
import { UsageError } from '../../errors.js';
import type { TrialRecord } from '../../journal/trial-record.js';
import type { RecordedRun } from '../../journal/reader.js';
import { discoverExperiments, selectExperiments } from '../../plan/discover.js';
import type { PlannedTrial } from '../../plan/blocks.js';
import { describeReplay, replayJson } from '../../report/text/replay.js';
import { runTrial } from '../../trial/run-trial.js';
import { requireFound } from '../../toolchain/resolve.js';
import { commandLine } from '../host.js';
import { printJson, warn } from '../output.js';
import { readNamedRun } from '../recorded-runs.js';
import { underGdb } from '../under-gdb.js';
import { prepareRunner } from '../../run/prepare.js';
import { prepareGenerators } from '../../run/toolchains.js';

interface Options {
  readonly results: string;
  readonly gdb?: true;
  readonly anyway?: true;
  readonly json?: true;
}

const indexArgument = (text: string): number => {
  if (!/^\d+$/.test(text))
    throw new InvalidArgumentError('It takes the number of a trial.');
  return Number(text);
};

const findTrial = ({ manifest, trials }: RecordedRun, index: number): TrialRecord => {
  const record = trials.find(({ trial }) => trial === index);
  if (record) return record;
  const largest = Math.max(-1, ...trials.map(({ trial }) => trial));
  throw new UsageError(
    `${manifest.run} has no trial ${index}; ` +
      (largest < 0 ? 'none is recorded' : `the last one recorded is ${largest}`),
  );
};

/** The fixture of a recorded trial, built from the sources as they are now. */
const rebuild = async (record: TrialRecord, anyway: boolean): Promise<Fixture> => {
  const { experiment, subject, fixtureHash } = record;
  const [definition] = selectExperiments(await discoverExperiments(), [experiment]);
  if (!definition) throw new UsageError(`no experiment '${experiment}'`);
  const toolchain =
    subject.kind === 'ocaml'
      ? await requireFound(subject.version)
      : await prepareGenerators(commandLine);
  const fixture = await buildFixture(definition, toolchain);
  if (fixture.hash === fixtureHash) return fixture;
  const other =
    `trial ${record.trial} was recorded with build ${fixtureHash} of the fixture of ` +
    `${experiment}, and this is ${fixture.hash}`;
  if (!anyway) throw new UsageError(`${other}; --anyway replays it with this one`);
  warn(other);
  return fixture;
};

const action = async (run: string, index: number, options: Options): Promise<void> => {
  const recorded = await readNamedRun(options.results, run);
  const record = findTrial(recorded, index);
  const { executable } = await rebuild(record, options.anyway ?? false);
  const trial: PlannedTrial = { cell: record, block: record.block, seed: record.seed };
  if (options.gdb) {
    await underGdb(trial, executable);
    return;
  }
  const library = await prepareRunner(commandLine);
  const { limits } = recorded.manifest;
  const result = await runTrial(library, trial, executable, limits);
  if (!result) return;
  if (options.json) printJson(replayJson(record, result));
  else process.stdout.write(describeReplay(record, result));
};

const EXPLANATION = `
Runs one recorded trial again, alone: the same fixture, knobs, rate, cap and
sequence of jitter. The machine's own schedule is not replayed, so the trial may
end differently. Nothing is recorded.

With --gdb the fixture starts under the debugger, which signals pass through; it
then signals itself from a thread of its own.

Examples:
  preempt-lab replay 20261121T012822Z-callback-thread-signal-2ad4 17
  preempt-lab replay <run> 17 --gdb
  preempt-lab replay <run> 17 --anyway    even with another build of the fixture
`;

export const replayCommand = (): Command =>
  new Command('replay')
    .argument('<run>', 'name of the run, a folder below results')
    .argument('<trial>', 'number of the trial, `trial` in its record', indexArgument)
    .option('--gdb', 'start the fixture under gdb')
    .option('--anyway', 'replay even if the fixture is another build now')
    .option('--results <dir>', 'where the run was recorded', 'results')
    .option('--json', 'print JSON on stdout and nothing else')
    .addHelpText('after', EXPLANATION)
    .action(action);
