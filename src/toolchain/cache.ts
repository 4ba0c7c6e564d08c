import { createHash } from 'node:crypto';
import { lstat, mkdir, mkdtemp, readdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { rcompare, valid } from 'semver';
import { ToolchainError } from '../errors.js';
import { cachePath } from '../paths.js';
import { harmIn, isHarmless, temporaryFolder } from './harmless.js';

const compilers = (...parts: string[]): string => cachePath('ocaml', ...parts);

/** Where one of the lab's own compilers is once it is complete, and only then. */
export const cachedPrefix = (version: string): string => compilers(version);

/** The file whose lock a process holds while it installs or removes a version. */
export const lockTarget = (version: string): string => compilers(`.${version}`);

const stagingName = (version: string): string => `.staging-${version}-`;

/**
 * Makes a folder for work on a version, which is never taken for a compiler. It is beside
 * the finished ones so that a rename can publish what was made in it.
 */
export const makeStaging = async (version: string): Promise<string> => {
  await mkdir(compilers(), { recursive: true });
  return mkdtemp(compilers(stagingName(version)));
};

/** Like a staging folder's name, but specific to this cache among those of all users. */
const elsewhereName = (version: string): string => {
  const cache = createHash('sha256').update(compilers()).digest('hex').slice(0, 8);
  return `preempt-lab-${cache}-${version}-`;
};

/**
 * Why no OCaml can be built for this cache, and what to do about it; nothing when one
 * can.
 */
export const whyNotBuildable = ():
  { readonly problem: string; readonly advice: string } | undefined => {
  const folder = compilers();
  if (isHarmless(folder) || temporaryFolder() !== undefined) return undefined;
  return {
    problem:
      `OCaml cannot be built for ${folder}: this path has ${harmIn(folder)} in it, and ` +
      'there is no folder for temporary files to build it in',
    advice:
      'set XDG_CACHE_HOME or TMPDIR to a folder that you can write to and whose path has ' +
      'only letters, digits and . _ - + in it',
  };
};

/**
 * Makes sure that an OCaml can be built for this cache.
 *
 * @throws {ToolchainError} that says why not, and what to do about it
 */
export const requireBuildable = (): void => {
  const reason = whyNotBuildable();
  if (reason) throw new ToolchainError(`${reason.problem}; ${reason.advice}`);
};

/**
 * Makes a folder in which a version can be built. configure, make and apt paste its path
 * into commands, so the path is harmless. It is a staging folder if the cache's path is
 * harmless.
 *
 * @throws {ToolchainError} when there is no such place
 */
export const makeWorkplace = async (version: string): Promise<string> => {
  if (isHarmless(compilers())) return makeStaging(version);
  requireBuildable();
  return mkdtemp(path.join(temporaryFolder() ?? '', elsewhereName(version)));
};

const namesIn = (folder: string): Promise<string[]> => readdir(folder).catch(() => []);
const entries = (): Promise<string[]> => namesIn(compilers());

/** The versions in the cache, the newest first. */
export const cachedVersions = async (): Promise<string[]> =>
  (await entries()).filter((name) => valid(name) !== null).sort(rcompare);

/** Removes a folder, even while the last writes of a killed build still land in it. */
const removeFolder = (folder: string): Promise<void> =>
  rm(folder, { recursive: true, force: true, maxRetries: 10 });

const isOwn = async (folder: string): Promise<boolean> =>
  (await lstat(folder)).uid === process.geteuid?.();

const removeBelow = async (folder: string, prefix: string): Promise<void> => {
  for (const name of await namesIn(folder)) {
    const place = path.join(folder, name);
    if (name.startsWith(prefix) && (await isOwn(place))) await removeFolder(place);
  }
};

/**
 * Removes what work on a version left behind. Only the holder of the version's lock may
 * call it: the folders of everybody else who worked on it are then abandoned.
 */
export const removeStaging = async (version: string): Promise<void> => {
  await removeBelow(compilers(), stagingName(version));
  const elsewhere = temporaryFolder();
  if (elsewhere !== undefined) await removeBelow(elsewhere, elsewhereName(version));
};
