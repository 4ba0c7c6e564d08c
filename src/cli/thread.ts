import { getHeapStatistics } from 'node:v8';
import { Worker } from 'node:worker_threads';
import { Interrupted, UsageError } from '../errors.js';
import { interruptSignal } from './interrupt.js';

/** Commands that compute for long without waiting for anything. */
const COMPUTING: readonly (string | undefined)[] = [
  'survival',
  'compare',
  'table',
  'report',
];

/** Whether a command computes for so long that it would be deaf to signals. */
export const isComputing = (argv: readonly string[]): boolean =>
  COMPUTING.includes(argv[2]);

/** The heap that V8 gives the main thread; it would give others less. */
const memoryMiB = (): number => Math.floor(getHeapStatistics().heap_size_limit / 2 ** 20);

const isOutOfMemory = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY';

const tooLarge = (): UsageError =>
  new UsageError(
    `this needs more than the ${memoryMiB()} MiB that it may use; ask for less, or ` +
      'set NODE_OPTIONS=--max-old-space-size=<MiB>',
  );

/**
 * Runs a command line in a thread of its own, which can be ended at any moment: signals
 * reach only the main thread, and only while it waits. What the thread writes to its
 * standard output and error goes to those of the process.
 *
 * @param argv - as `process.argv`
 * @returns the exit code
 * @throws Interrupted when a signal ended it, UsageError when it ran out of memory
 */
export const runInThread = async (argv: readonly string[]): Promise<number> => {
  const worker = new Worker(new URL('thread-main.js', import.meta.url), {
    argv: argv.slice(2),
    stdin: true,
    resourceLimits: { maxOldGenerationSizeMb: memoryMiB() },
  });
  const end = () => void worker.terminate();
  const readsInput = argv.includes('-');
  if (readsInput && worker.stdin) process.stdin.pipe(worker.stdin);
  interruptSignal.addEventListener('abort', end);
  try {
    const code = await new Promise<number>((resolve, reject) => {
      worker.once('error', reject).once('exit', resolve);
    });
    if (interruptSignal.aborted) throw new Interrupted();
    return code;
  } catch (error) {
    throw isOutOfMemory(error) ? tooLarge() : error;
  } finally {
    interruptSignal.removeEventListener('abort', end);
    if (readsInput) process.stdin.destroy();
  }
};
