import { existsSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { ToolchainError } from './errors.js';

const here = path.dirname(fileURLToPath(import.meta.url));

/**
 * The folder that holds package.json, and with it the fixtures and native sources.
 * It is one level up when the TypeScript sources run, two when the built ones do.
 */
export const packageRoot = existsSync(path.join(here, '..', 'package.json'))
  ? path.join(here, '..')
  : path.join(here, '..', '..');

/** The value of a variable that must be an absolute path, if it is one. */
const absolute = (variable: string): string | undefined => {
  const value = process.env[variable];
  return value !== undefined && path.isAbsolute(value) ? value : undefined;
};

const accountsHome = (): string | undefined => {
  try {
    const { homedir } = os.userInfo();
    return path.isAbsolute(homedir) ? homedir : undefined;
  } catch {
    // A user id without an account, as in containers.
    return undefined;
  }
};

/**
 * The user's home folder: `HOME` if that is an absolute path, else that of the account;
 * nothing when there is neither.
 */
export const homeFolder = (): string | undefined => absolute('HOME') ?? accountsHome();

/**
 * `XDG_CACHE_HOME`, else `~/.cache`. A relative path must be ignored (XDG Base Directory
 * Specification 0.8): it would name another folder in each working folder.
 */
const userCache = (): string => {
  const folder = absolute('XDG_CACHE_HOME');
  if (folder !== undefined) return folder;
  const home = homeFolder();
  if (home !== undefined) return path.join(home, '.cache');
  throw new ToolchainError(
    'no home folder for the cache: HOME is not an absolute path, and the ' +
      'account has none; set XDG_CACHE_HOME or HOME to an absolute path',
  );
};

/**
 * A folder below the lab's own cache (`XDG_CACHE_HOME`, else `~/.cache`). Compilers,
 * fixtures and the runner library live here; nothing is ever written into the package.
 *
 * @throws {ToolchainError} when there is neither
 */
export const cachePath = (...parts: string[]): string =>
  path.join(userCache(), 'preempt-lab', ...parts);

/** A folder itself, or if it does not exist, the nearest one above it that does. */
export const nearestExisting = (folder: string): string =>
  existsSync(folder) ? folder : nearestExisting(path.dirname(folder));
