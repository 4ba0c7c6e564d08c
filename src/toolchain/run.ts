import { execa } from 'execa';
import { Interrupted, ToolchainError } from '../errors.js';
import { userEnvironment, type Environment } from './environment.js';
import { workingFolder } from './tool.js';

export interface RunOptions {
  readonly cwd?: string;
  /** Its whole environment; by default the user's, less what is foreign. */
  readonly env?: Environment;
  readonly signal?: AbortSignal | undefined;
  /** Is told every line that the program prints, on either stream. */
  readonly onLine?: (line: string) => void;
  /**
   * Picks the lines of a failed program's output that say why; by default the last ones.
   */
  readonly pickCause?: (lines: string[]) => string[];
}

interface Ending {
  readonly exitCode?: number | undefined;
  readonly signal?: string | undefined;
  readonly originalMessage?: string | undefined;
}

const TAIL_LINES = 15;

const lastLines = (lines: string[]): string[] => lines.slice(-TAIL_LINES);

const quote = (lines: readonly string[]): string =>
  lines.map((line) => `\n    ${line}`).join('');

const howItEnded = ({ exitCode, signal, originalMessage }: Ending): string =>
  exitCode === undefined ? (signal ?? originalMessage ?? '') : `exit code ${exitCode}`;

const killGroup = (leader: number | undefined): void => {
  if (leader === undefined) return;
  try {
    process.kill(-leader, 'SIGKILL');
  } catch {
    // All of them have ended already.
  }
};

/**
 * Runs a program as the leader of a process group of its own. A build is a tree of
 * processes, and killing `make` alone would leave its compilers writing into a folder
 * that is about to be removed; the group lets all of them be killed at once, when the
 * signal aborts or when the lab itself exits.
 *
 * @returns what the program printed on standard output
 * @throws {Interrupted} when the signal aborted, after the whole group has let go of its
 * output
 * @throws {ToolchainError} when the program cannot be started or fails, with what it
 * printed about it
 */
export const run = async (
  command: string,
  args: readonly string[],
  { signal, onLine, pickCause = lastLines, ...options }: RunOptions = {},
): Promise<string> => {
  if (signal?.aborted) throw new Interrupted();
  const tell = function* (line: unknown) {
    onLine?.(String(line));
    yield line;
  };
  const child = execa(command, args, {
    cwd: workingFolder(),
    env: userEnvironment(),
    ...options,
    extendEnv: false,
    detached: true,
    stdin: 'ignore',
    stdout: tell,
    stderr: tell,
    all: true,
    reject: false,
  });
  const kill = () => {
    killGroup(child.pid);
  };
  signal?.addEventListener('abort', kill, { once: true });
  process.once('exit', kill);
  try {
    const result = await child;
    if (signal?.aborted) throw new Interrupted();
    if (result.failed) {
      const cause = quote(pickCause(result.all.trimEnd().split('\n')));
      throw new ToolchainError(
        `${command} ${args[0] ?? ''}: ${howItEnded(result)}${cause}`,
      );
    }
    return result.stdout;
  } finally {
    signal?.removeEventListener('abort', kill);
    process.removeListener('exit', kill);
  }
};
