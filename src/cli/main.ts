import chalk, { chalkStderr } from 'chalk';
import { CommanderError } from 'commander';
import { Interrupted } from '../errors.js';
import { interruptSignal, listenForInterrupts } from './interrupt.js';
import { requireSupportedPlatform } from './platform.js';
import { tellFailure } from './start/explain.js';

const EXIT_USAGE = 2;

const exitCodeOf = (error: unknown): number => {
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : EXIT_USAGE;
  return tellFailure(error, chalkStderr.red('preempt-lab:'));
};

/** chalk follows FORCE_COLOR but not NO_COLOR (https://no-color.org). */
const followNoColor = (): void => {
  if (!process.env.NO_COLOR) return;
  chalk.level = 0;
  chalkStderr.level = 0;
};

/**
 * Runs the command line.
 *
 * @param argv - as `process.argv`
 * @returns the exit code
 */
export const main = async (argv: readonly string[]): Promise<number> => {
  listenForInterrupts();
  followNoColor();
  try {
    requireSupportedPlatform();
    // Only now: elsewhere the native module behind it may not even load.
    const { program } = await import('./program.js');
    await (await program(argv)).parseAsync(argv);
    return 0;
  } catch (error) {
    return interruptSignal.aborted ? exitCodeOf(new Interrupted()) : exitCodeOf(error);
  }
};
