import { ExecaError } from 'execa';
import { ToolchainError } from '../errors.js';

/** Something of the lab's did not compile or link. */
export class BuildError extends ToolchainError {}

/** Also the linker's, before it says that it returned an error. */
const ERROR = /\berror\b|: undefined reference to/i;

/** The lines from one on that only go on with it: OCaml breaks its messages. */
const withContinuation = (lines: readonly string[]): readonly string[] => {
  const end = lines.findIndex((line, index) => index > 0 && !/^\s+\S/.test(line));
  return lines.slice(0, end < 0 ? lines.length : end);
};

/** The first error in a compiler's output, with OCaml's line of place before it. */
const firstError = (output: string): string => {
  const lines = output.split('\n');
  const index = lines.findIndex((line) => ERROR.test(line));
  if (index < 0) return lines.find((line) => line.trim() !== '') ?? 'no output';
  const isOcaml = lines[index]?.startsWith('Error') ?? false;
  const place = lines.slice(0, index).findLast((line) => line.startsWith('File "'));
  const message = isOcaml ? withContinuation(lines.slice(index)) : [lines[index]];
  return [place, ...message]
    .filter((line) => line !== undefined)
    .map((line) => line.trim())
    .join(' ');
};

/**
 * Turns what a compiler's child process failed with into one line.
 *
 * @param what - what was being built
 */
export const buildError = (what: string, error: unknown): unknown => {
  if (!(error instanceof ExecaError)) return error;
  if (error.code === 'ENOENT') {
    return new BuildError(
      `${what} cannot be built: ${error.message.split('\n')[0] ?? ''}; ` +
        '`preempt-lab doctor` says what to install',
    );
  }
  // It was not started: there is nothing wrong with what was to be compiled.
  if (error.code !== undefined && error.exitCode === undefined) return error;
  return new BuildError(`${what} does not compile: ${firstError(String(error.stderr))}`);
};
