import { existsSync } from 'node:fs';
import { cp, mkdir, rename, rm } from 'node:fs/promises';
import path from 'node:path';

/** The folders that are kept of the distribution's tests, which take 15 MB. */
const FOLDERS = [
  'effects',
  'lib-buffer',
  'lib-hashtbl',
  'lib-list',
  'lib-queue',
  'lib-seq',
  'lib-set',
  'lib-string',
  'misc',
  'misc-unsafe',
];

/**
 * Where one of the lab's own compilers keeps tests of its distribution: programs and what
 * they print, in folders with the distribution's names. OCaml itself installs none.
 */
export const testsFolder = (prefix: string): string =>
  path.join(prefix, 'share', 'ocaml-testsuite');

export const hasTests = (prefix: string): boolean => existsSync(testsFolder(prefix));

/**
 * Copies tests from an unpacked source into a prefix; they appear there all at once.
 *
 * @param staging - an empty place beside the prefix
 */
export const keepTests = async (
  source: string,
  prefix: string,
  staging: string,
): Promise<void> => {
  await mkdir(staging, { recursive: true });
  for (const folder of FOLDERS) {
    const from = path.join(source, 'testsuite', 'tests', folder);
    if (!existsSync(from)) continue;
    await cp(from, path.join(staging, folder), { recursive: true });
  }
  const kept = testsFolder(prefix);
  await mkdir(path.dirname(kept), { recursive: true });
  await rm(kept, { recursive: true, force: true });
  await rename(staging, kept);
};
