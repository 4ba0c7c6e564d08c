import { execa } from 'execa';
import { buildEnvironment, type Environment } from './environment.js';

/** The folder that the lab was started in; the root once that is gone. */
export const workingFolder = (): string => {
  try {
    return process.cwd();
  } catch {
    return '/';
  }
};

/** Where a tool works and which variables it is given beside those of every build. */
export interface ToolOptions {
  readonly cwd?: string;
  readonly env?: Environment;
  /** What it reads on standard input, which is empty if not given. */
  readonly input?: string;
}

/**
 * Gives an execa for compilers and other tools that ask nobody and nothing but their
 * arguments: no variable of the user's reaches them.
 */
export const tool = ({ cwd = workingFolder(), env = {}, input = '' }: ToolOptions = {}) =>
  execa({ cwd, env: buildEnvironment(env), extendEnv: false, input });
