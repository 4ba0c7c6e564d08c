import { Command, Option } from 'commander';
import { summariseCells } from '../../analysis/trials/cell-summary.js';
import { trialsByCell } from '../../analysis/trials/cell-trials.js';
import { runFolder } from '../../journal/layout.js';
import type { Manifest } from '../../journal/manifest.js';
import { readRun, type Problem } from '../../journal/reader.js';
import { openJournal } from '../../journal/writer.js';
import { DRIVERS } from '../../plan/drive.js';
import { discoverExperiments } from '../../plan/discover.js';
import { cellJson } from '../../report/json/cells.js';
import { describeRun } from '../../report/text/run.js';
import {
  capOption,
  jobsOption,
  precisionOption,
  rateOption,
  repeated,
  seedOption,
  timeoutOption,
  trialsOption,
} from '../options.js';
import { commandLine } from '../host.js';
import { printJson, warnOfProblems } from '../output.js';
import { readNamedRun } from '../recorded-runs.js';
import { manifestOf } from '../../run/manifest-of.js';
import { performRun, type RunParts } from '../../run/perform.js';
import { prepareRun } from '../../run/prepare.js';
import { startLiveDisplay } from '../run/live-display.js';
import { readRunRequest, type RunOptions } from '../run/read-request.js';
import { checkResultsFolder } from '../run/results-folder.js';
import { resumeRun } from '../../run/resume.js';

interface Options extends RunOptions {
  readonly resume?: string;
}

/** All that a run needs, and where it is recorded. */
interface Ready {
  readonly parts: RunParts;
  readonly manifest: Manifest;
  /** Absolute. */
  readonly results: string;
}

const newRun = async (names: readonly string[], options: Options): Promise<Ready> => {
  const request = await readRunRequest(names, options);
  const parts = await prepareRun(request, commandLine);
  const manifest = await manifestOf(request, parts, process.argv.slice(2));
  return { parts, manifest, results: request.results };
};

const oldRun = async (run: string, folder: string): Promise<Ready> => {
  const results = checkResultsFolder(folder);
  const recorded = await readNamedRun(results, run);
  const parts = await resumeRun(recorded, commandLine);
  return { parts, manifest: recorded.manifest, results };
};

/** Prints a summary of the run, made from what it recorded. */
const tell = async (results: string, { run }: Manifest, json: boolean): Promise<void> => {
  const problems: Problem[] = [];
  const recorded = await readRun(results, run, problems);
  warnOfProblems(problems);
  if (!recorded) return;
  const found = trialsByCell([recorded]);
  const folder = runFolder(results, run);
  if (json) printJson({ run, folder, cells: summariseCells(found).map(cellJson) });
  else {
    const experiments = await discoverExperiments();
    process.stdout.write(describeRun(recorded, found, experiments, folder));
  }
};

const action = async (names: readonly string[], options: Options): Promise<void> => {
  const { parts, manifest, results } =
    options.resume === undefined
      ? await newRun(names, options)
      : await oldRun(options.resume, options.results);
  const journal = await openJournal(runFolder(results, manifest.run));
  const display = startLiveDisplay(parts.trials.length);
  try {
    await performRun(parts, manifest, journal, display, commandLine.signal);
  } finally {
    display.stop();
    await journal.close();
    await tell(results, manifest, options.json ?? false);
  }
};

const EXAMPLES = `
Examples:
  preempt-lab run callback
  preempt-lab run callback --ocaml 5.3.0 --trials 100 --set task=allocating
  preempt-lab run thread-signal --rate 1000 --driver sibling --results /tmp/try
  preempt-lab run --all --ocaml 5.1.0 --ocaml 5.3.0 --seed 42

A crashed fixture is data, not an error. Exit codes: 0 all trials recorded,
2 wrong command line, 3 no compiler or fixture, 4 a trial could not be recorded,
130 interrupted. What was recorded stays recorded.
`;

export const runCommand = (): Command =>
  new Command('run')
    .argument('[experiment...]', 'experiments to run; `preempt-lab list` shows them')
    .option('--all', 'run every experiment')
    .addOption(
      new Option('--ocaml <version|prefix>', 'an OCaml to run on; repeatable')
        .argParser(repeated)
        .default([], 'the first found, else 5.3.0 is installed'),
    )
    .option('--trials <n>', 'trials per cell (default: as defined)', trialsOption)
    .addOption(
      new Option(
        '--until-ci <percent>',
        'stop a cell once the 95 % confidence interval of its median or rate is within ' +
          'this share of it, such as 10%',
      )
        .argParser(precisionOption)
        .conflicts(['quick', 'resume']),
    )
    .option('--cap <preempts>', 'attempts to survive (default: as defined)', capOption)
    .option('--rate <Hz>', 'signals per second (default: as defined)', rateOption)
    .option(
      '--timeout <seconds>',
      'wall time of a trial (default: by its cap)',
      timeoutOption,
    )
    .addOption(
      new Option(
        '--driver <driver>',
        'who signals: harness, thread, POSIX timer or nobody',
      ).choices(DRIVERS),
    )
    .addOption(
      new Option('--set <knob>=<value>', 'fix a knob; repeatable')
        .argParser(repeated)
        .default([], 'none'),
    )
    .option('--all-variants', 'run every combination of the knobs')
    .option('--quick', 'three trials per cell, no long arms')
    .option('--seed <n>', 'seed of plan and jitter (default: random)', seedOption)
    .option('--jobs <n>', 'trials at a time (default: cores - 1)', jobsOption)
    .option('--results <dir>', 'where to record', 'results')
    .option('--resume <run>', 'go on with a run that was cut short')
    .option('--json', 'print JSON on stdout and nothing else')
    .addHelpText('after', EXAMPLES)
    .action(action);
