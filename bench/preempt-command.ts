import { Command, Option } from 'commander';
import { repeated, trialsOption } from '../src/cli/options.js';
import { resolveCompiler } from '../src/toolchain/resolve.js';
import { buildPreemptProgram } from './preempt-program.js';

/** The OCaml versions for which the figures of the library are reported. */
const VERSIONS = ['5.1.0', '5.3.0', '5.4.1'];

interface Options {
  readonly ocaml?: readonly string[];
  readonly rounds: number;
  readonly json?: true;
}

/** A benchmark of the library `preempt`, run on one OCaml after the other. */
export interface PreemptBenchmark<Line> {
  readonly name: string;
  readonly about: string;
  /** How many rounds are run unless told otherwise. */
  readonly rounds: number;
  /** Printed once, above the tables. */
  readonly heading: (rounds: number) => string;
  readonly measure: (program: string, rounds: number) => Promise<readonly Line[]>;
  /** The table of one OCaml, at most 80 columns wide. */
  readonly render: (lines: readonly Line[]) => string;
}

const run = async <Line>(
  { heading, measure, render }: PreemptBenchmark<Line>,
  { ocaml = VERSIONS, rounds, json }: Options,
): Promise<void> => {
  if (!json) process.stdout.write(`${heading(rounds)}\n`);
  for (const wanted of ocaml) {
    const onProgress = (): void => undefined;
    const compiler = await resolveCompiler(wanted, { onProgress });
    const lines = await measure(await buildPreemptProgram(compiler), rounds);
    const raw = lines.map((line) => `${JSON.stringify({ ocaml: wanted, ...line })}\n`);
    process.stdout.write(
      json ? raw.join('') : `\nOCaml ${compiler.version}\n${render(lines)}`,
    );
  }
};

/** Reads the options of a benchmark from the command line and runs it. */
export const runPreemptBenchmark = async <Line>(
  benchmark: PreemptBenchmark<Line>,
): Promise<void> => {
  const { name, about, rounds } = benchmark;
  const versions = new Option('--ocaml <version>', 'an OCaml to measure; may be repeated')
    .argParser((value: string, previous?: readonly string[]) =>
      repeated(value, previous ?? []),
    )
    .default(undefined, VERSIONS.join(', '));
  await new Command(name)
    .description(about)
    .addOption(versions)
    .option('--rounds <n>', 'rounds', trialsOption, rounds)
    .option('--json', 'print what was measured, a line of JSON each, and no table')
    .action((options: Options) => run(benchmark, options))
    .parseAsync();
};
