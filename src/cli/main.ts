import chalk, { chalkStderr } from 'chalk';
import { CommanderError } from 'commander';
import { Interrupted, LabError } from '../errors.js';
import { interruptSignal, listenForInterrupts } from './interrupt.js';
import { requireSupportedPlatform } from './platform.js';

const EXIT_USAGE = 2;
const EXIT_DEFECT = 1;

const exitCodeOf = (error: unknown): number => {
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : EXIT_USAGE;
  if (error instanceof LabError) {
    process.stderr.write(`${chalkStderr.red('preempt-lab:')} ${error.message}\n`);
    return error.exitCode;
  }
  console.error(error);
  return EXIT_DEFECT;
};

/** chalk follows FORCE_COLOR but not NO_COLOR (https://no-color.org). */
const followNoColor = (): void => {
  if (!process.env.NO_COLOR) return;
  chalk.level = 0;
  chalkStderr.level = 0;
};

/** A reader that has had enough, as head(1), is no error. */
const endWithReader = (): void => {
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
    process.exit(0);
  });
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
  endWithReader();
  try {
    requireSupportedPlatform();
    // Only now: elsewhere the native module behind it may not even load.
    const { program } = await import('./program.js');
    await program().parseAsync(argv);
    return 0;
  } catch (error) {
    return interruptSignal.aborted ? exitCodeOf(new Interrupted()) : exitCodeOf(error);
  }
};
