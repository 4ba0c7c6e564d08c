import { execa } from 'execa';
import { buildEnvironment, type Environment } from './environment.js';

/** The folder that the lab was started in; the root if that no longer exists. */
export const workingFolder = (): string => {
  try {
    return process.cwd();
  } catch {
    return '/';
  }
};

/**
 * Where a tool works, and which variables it gets in addition to those of every build.
 */
export interface ToolOptions {
  readonly cwd?: string;
  readonly env?: Environment;
  /** What it reads on standard input, which is empty if not given. */
  readonly input?: string;
}

/**
 * Gives an execa for compilers and other tools that depend on nothing but their
 * arguments: they get only the variables of every build.
 */
export const tool = ({ cwd = workingFolder(), env = {}, input = '' }: ToolOptions = {}) =>
  execa({ cwd, env: buildEnvironment(env), extendEnv: false, input });
