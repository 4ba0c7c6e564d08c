import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { execa, type Options } from 'execa';

const bin = path.join(
  path.dirname(fileURLToPath(import.meta.url)),
  '../../bin/preempt-lab.js',
);

/** Starts the command as a user would; a failing one does not throw. */
export const startLab = (args: readonly string[], options: Options = {}) =>
  execa(process.execPath, [bin, ...args], { reject: false, stdin: 'ignore', ...options });

/** Runs the command to its end. */
export const lab = async (...args: readonly string[]) => {
  const { stdout, stderr, exitCode } = await startLab(args);
  return { stdout: String(stdout), stderr: String(stderr), exitCode };
};
