import { readdir, rm } from 'node:fs/promises';
import { rcompare, valid } from 'semver';
import { cachePath } from '../paths.js';

const compilers = (...parts: string[]): string => cachePath('ocaml', ...parts);

/** Where a compiler of the lab's own lives once it is whole, and only then. */
export const cachedPrefix = (version: string): string => compilers(version);

/** The file whose lock a process holds while it installs or removes a version. */
export const lockTarget = (version: string): string => compilers(`.${version}`);

const stagingName = (version: string): string => `.staging-${version}-`;

/**
 * A folder for work on a version that nobody takes for a compiler. It is beside the
 * finished ones so that a rename can publish what was made in it.
 */
export const stagingFolder = (version: string): string =>
  compilers(`${stagingName(version)}${process.pid}`);

const entries = (): Promise<string[]> => readdir(compilers()).catch(() => []);

/** The versions in the cache, the newest first. */
export const cachedVersions = async (): Promise<string[]> =>
  (await entries()).filter((name) => valid(name) !== null).sort(rcompare);

/** Removes a folder, also while the last writes of a killed build still land in it. */
const removeFolder = (folder: string): Promise<void> =>
  rm(folder, { recursive: true, force: true, maxRetries: 10 });

/**
 * Removes what work on a version left behind. Only for the holder of the version's
 * lock: the folders of everybody else who works on it are by then abandoned ones.
 */
export const removeStaging = async (version: string): Promise<void> => {
  const abandoned = (await entries()).filter((name) =>
    name.startsWith(stagingName(version)),
  );
  await Promise.all(abandoned.map((name) => removeFolder(compilers(name))));
};
