import { listenForInterrupts } from './interrupt.js';
import { runProgram, toExitCode } from './run-program.js';
import { isComputing, runInThread } from './thread.js';

/**
 * Runs the command line.
 *
 * @param argv - as `process.argv`
 * @returns the exit code
 */
export const main = async (argv: readonly string[]): Promise<number> => {
  listenForInterrupts();
  return isComputing(argv) ? toExitCode(() => runInThread(argv)) : runProgram(argv);
};
