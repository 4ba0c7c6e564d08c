import { existsSync } from 'node:fs';
import path from 'node:path';
import { UsageError } from '../errors.js';
import { DEFAULT_VERSION } from './catalogue.js';
import { inspectPrefix, type Compiler } from './compiler.js';
import { discover } from './discover.js';
import { install } from './install.js';
import { isVersion, newestMatch, noSuchVersion, releaseFor } from './wanted-version.js';
import type { Progress } from './progress.js';

const firstFound = async (): Promise<Compiler | undefined> => {
  for await (const inspection of discover()) {
    if ('compiler' in inspection) return inspection.compiler;
  }
  return undefined;
};

const findVersion = async (wanted: string): Promise<Compiler | undefined> => {
  const found: Compiler[] = [];
  for await (const inspection of discover()) {
    if ('compiler' in inspection) found.push(inspection.compiler);
  }
  return newestMatch(wanted, found);
};

/**
 * Finds the compiler of a requested version on the machine; for a line of versions
 * (`5.3`), the newest of it. Nothing is installed.
 *
 * @throws {UsageError} when there is none, saying how to get one
 */
export const requireFound = async (wanted: string): Promise<Compiler> => {
  const compiler = await findVersion(wanted);
  if (compiler) return compiler;
  throw noSuchVersion(wanted, 'is not on this machine');
};

const inPrefix = async (folder: string): Promise<Compiler> => {
  const prefix = path.resolve(folder);
  const inspection = await inspectPrefix(prefix, 'prefix');
  if ('compiler' in inspection) return inspection.compiler;
  throw new UsageError(
    `cannot use the OCaml in ${prefix}: ${inspection.unusable.reason}; ` +
      `give a folder whose bin/ holds a native ocamlopt, 5.0 or newer, for amd64`,
  );
};

/**
 * Finds the compiler to work with, or installs it.
 *
 * @param wanted a version (`5.3.0`, or `5.3` for the newest of its line), which is taken
 * from PATH, opam or the cache before it is installed; a folder whose bin/ holds
 * ocamlopt; or nothing, for the first usable compiler there is
 * @throws {UsageError} when what was asked for does not exist or cannot be used
 * @throws {ToolchainError} when it has to be installed and cannot be
 * @throws {Interrupted} when the signal aborts
 */
export const resolveCompiler = async (
  wanted: string | undefined,
  progress: Progress,
): Promise<Compiler> => {
  if (wanted === undefined) {
    return (await firstFound()) ?? install(releaseFor(DEFAULT_VERSION), progress);
  }
  if (!isVersion(wanted) && (wanted.includes('/') || existsSync(wanted))) {
    return inPrefix(wanted);
  }
  return (await findVersion(wanted)) ?? install(releaseFor(wanted), progress);
};
