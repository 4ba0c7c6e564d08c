import { ExecaError } from 'execa';
import { ToolchainError } from '../errors.js';

/** A part of the lab did not compile or link. */
export class BuildError extends ToolchainError {}

/**
 * Also matches the linker's message, which precedes the one that it returned an error.
 */
const ERROR = /\berror\b|: undefined reference to/i;

/** The first line and those that continue it: OCaml breaks its messages into lines. */
const withContinuation = (lines: readonly string[]): readonly string[] => {
  const end = lines.findIndex((line, index) => index > 0 && !/^\s+\S/.test(line));
  return lines.slice(0, end < 0 ? lines.length : end);
};

/** The first error in a compiler's output, after OCaml's line with its location. */
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
 * Turns the failure of a compiler's child process into one line.
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
  // The process was not started, so nothing is wrong with what it was to compile.
  if (error.code !== undefined && error.exitCode === undefined) return error;
  return new BuildError(`${what} does not compile: ${firstError(String(error.stderr))}`);
};
