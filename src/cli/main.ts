import { readFileSync } from 'node:fs';
import path from 'node:path';
import chalk from 'chalk';
import { Command, CommanderError } from 'commander';
import { Interrupted, LabError } from '../errors.js';
import { packageRoot } from '../paths.js';
import { printable } from '../report/words.js';
import { doctorCommand } from './commands/doctor.js';
import { listCommand } from './commands/list.js';
import { runCommand } from './commands/run.js';
import { tableCommand } from './commands/table.js';
import { toolchainCommand } from './commands/toolchain.js';
import { interruptSignal, listenForInterrupts } from './interrupt.js';
import { requireSupportedPlatform } from './platform.js';

const EXIT_USAGE = 2;
const EXIT_DEFECT = 1;

const version = (): string => {
  const text = readFileSync(path.join(packageRoot, 'package.json'), 'utf8');
  return (JSON.parse(text) as { version: string }).version;
};

/** Commander ends the process on a wrong command line with 1; the lab promises 2. */
const throwOnExit = (command: Command): void => {
  command.exitOverride();
  command.commands.forEach(throwOnExit);
};

const program = (): Command => {
  const root = new Command('preempt-lab')
    .description('A research lab for non-cooperative preemption')
    .version(version())
    .addCommand(listCommand())
    .addCommand(runCommand())
    .addCommand(tableCommand())
    .addCommand(toolchainCommand())
    .addCommand(doctorCommand())
    .addHelpText('after', '\nExample:\n  preempt-lab run callback\n');
  throwOnExit(root);
  return root;
};

const exitCodeOf = (error: unknown): number => {
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : EXIT_USAGE;
  if (error instanceof LabError) {
    process.stderr.write(`${chalk.red('preempt-lab:')} ${message(error)}\n`);
    return error.exitCode;
  }
  console.error(error);
  return EXIT_DEFECT;
};

const message = (error: LabError): string =>
  error.message.split('\n').map(printable).join('\n');

/**
 * Runs the command line.
 *
 * @param argv - as `process.argv`
 * @returns the exit code
 */
export const main = async (argv: readonly string[]): Promise<number> => {
  listenForInterrupts();
  try {
    requireSupportedPlatform();
    await program().parseAsync(argv);
    return 0;
  } catch (error) {
    return interruptSignal.aborted ? exitCodeOf(new Interrupted()) : exitCodeOf(error);
  }
};
