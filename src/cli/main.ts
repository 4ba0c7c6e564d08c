import { listenForInterrupts } from './interrupt.js';
import { runProgram, toExitCode } from './run-program.js';
import { isComputing, runInThread } from './thread.js';

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
  endWithReader();
  return isComputing(argv) ? toExitCode(() => runInThread(argv)) : runProgram(argv);
};
