import { Command } from 'commander';
import { labVersion } from '../version.js';
import { errorMark } from './output.js';
import { adaptToAddressLimit } from './start/little-memory.js';

/** A command whose modules are loaded only when it is called. */
interface Entry {
  readonly description: string;
  readonly load: () => Promise<Command>;
  /** It loads the special functions, which take much address space. */
  readonly hasStatistics?: true;
}

const COMMANDS: Readonly<Record<string, Entry>> = {
  list: {
    description: 'show the experiments, their claims and their knobs',
    load: async () => (await import('./commands/list.js')).listCommand(),
  },
  run: {
    description: 'run experiments: build the fixtures, run the trials, record them',
    load: async () => (await import('./commands/run.js')).runCommand(),
    hasStatistics: true,
  },
  table: {
    description: 'make the tables from the recorded trials',
    load: async () => (await import('./commands/table.js')).tableCommand(),
    hasStatistics: true,
  },
  report: {
    description: 'write a web page of everything that was recorded',
    load: async () => (await import('./commands/report.js')).reportCommand(),
    hasStatistics: true,
  },
  export: {
    description: 'write the recorded trials for R, Python or DuckDB',
    load: async () => (await import('./commands/export.js')).exportCommand(),
    hasStatistics: true,
  },
  claims: {
    description: 'judge the claims of the sources by the recorded trials',
    load: async () => (await import('./commands/claims.js')).claimsCommand(),
    hasStatistics: true,
  },
  compare: {
    description: 'compare recorded trials by version, run, machine or knob',
    load: async () => (await import('./commands/compare.js')).compareCommand(),
    hasStatistics: true,
  },
  survival: {
    description: 'analyse lifetimes from any CSV file',
    load: async () => (await import('./commands/survival.js')).survivalCommand(),
    hasStatistics: true,
  },
  replay: {
    description: 'run one recorded trial again, alone or under gdb',
    load: async () => (await import('./commands/replay.js')).replayCommand(),
  },
  toolchain: {
    description: 'list, install and remove the OCaml compilers the lab works with',
    load: async () => (await import('./commands/toolchain.js')).toolchainCommand(),
  },
  doctor: {
    description: 'check what this machine lacks and say how to install it',
    load: async () => (await import('./commands/doctor.js')).doctorCommand(),
  },
};

/** The name of the command that a command line calls or asks for help on. */
const calledBy = (argv: readonly string[]): string | undefined => {
  const [first, second] = argv.slice(2).filter((word) => !word.startsWith('-'));
  return first === 'help' ? second : first;
};

const load = async ({ load, hasStatistics }: Entry): Promise<Command> => {
  if (hasStatistics) await adaptToAddressLimit();
  return load();
};

/** Keeps commander from ending the process itself, with 1 where the lab promises 2, and
 * from putting `error:` before a message. */
const adopt = (command: Command): void => {
  command.exitOverride().configureOutput({
    outputError: (text, write) => {
      write(text.replace(/^error:/, errorMark()));
    },
  });
  command.commands.forEach(adopt);
};

/**
 * The whole command line. Commands other than the one called have only their entry in the
 * list of commands. It throws instead of ending the process.
 *
 * @param argv - as `process.argv`
 */
export const program = async (argv: readonly string[]): Promise<Command> => {
  const root = new Command('preempt-lab')
    .description('A research lab for non-cooperative preemption')
    .version(labVersion());
  const called = calledBy(argv);
  for (const [name, entry] of Object.entries(COMMANDS)) {
    const command = name === called ? await load(entry) : new Command(name);
    root.addCommand(command.description(entry.description));
  }
  root.addHelpText('after', '\nExample:\n  preempt-lab run callback\n');
  adopt(root);
  return root;
};
