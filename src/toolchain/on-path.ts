import { access, constants, stat } from 'node:fs/promises';
import path from 'node:path';
import { ToolchainError } from '../errors.js';

const isExecutable = async (file: string): Promise<boolean> => {
  try {
    await access(file, constants.X_OK);
    return (await stat(file)).isFile();
  } catch {
    return false;
  }
};

/** Every program of this name on PATH, as absolute paths; a shell runs the first one. */
export const executablesOnPath = async (name: string): Promise<string[]> => {
  const folders = (process.env.PATH ?? '').split(path.delimiter).filter(Boolean);
  const candidates = folders.map((folder) => path.resolve(folder, name));
  const executable = await Promise.all(candidates.map(isExecutable));
  return candidates.filter((_, index) => executable[index]);
};

/**
 * Makes sure that programs are there before anything that needs them is downloaded.
 *
 * @throws {ToolchainError} that names every one that is not on PATH
 */
export const requireCommands = async (names: readonly string[]): Promise<void> => {
  const found = await Promise.all(names.map(executablesOnPath));
  const missing = names.filter((_, index) => found[index]?.length === 0);
  if (missing.length > 0) throw new ToolchainError(`not on PATH: ${missing.join(', ')}`);
};
