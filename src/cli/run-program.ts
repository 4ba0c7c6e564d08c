import chalk, { chalkStderr } from 'chalk';
import { CommanderError } from 'commander';
import { Interrupted } from '../errors.js';
import { interruptSignal } from './interrupt.js';
import { errorMark } from './output.js';
import { requireSupportedPlatform } from './platform.js';
import { tellFailure } from './start/explain.js';

const EXIT_USAGE = 2;

const exitCodeOf = (error: unknown): number => {
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : EXIT_USAGE;
  return tellFailure(error, errorMark());
};

/** chalk follows FORCE_COLOR but not NO_COLOR (https://no-color.org). */
const followNoColor = (): void => {
  if (!process.env.NO_COLOR) return;
  chalk.level = 0;
  chalkStderr.level = 0;
};

/**
 * Does some work for the command line, and reports a failure on standard error.
 *
 * @returns the exit code
 */
export const toExitCode = async (work: () => Promise<number>): Promise<number> => {
  followNoColor();
  try {
    return await work();
  } catch (error) {
    return exitCodeOf(interruptSignal.aborted ? new Interrupted() : error);
  }
};

/**
 * Runs a command line, in the current thread.
 *
 * @param argv - as `process.argv`
 * @returns the exit code
 */
export const runProgram = (argv: readonly string[]): Promise<number> =>
  toExitCode(async () => {
    requireSupportedPlatform();
    // Imported only now: elsewhere the native module behind it may not even load.
    const { program } = await import('./program.js');
    await (await program(argv)).parseAsync(argv);
    return 0;
  });
