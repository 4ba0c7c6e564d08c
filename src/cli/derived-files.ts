import { existsSync } from 'node:fs';
import { mkdir, readdir, rm } from 'node:fs/promises';
import path from 'node:path';
import writeFileAtomic from 'write-file-atomic';
import { messageOf, RecordingError, StaleFile, UsageError } from '../errors.js';
import { readSmallFile } from '../small-file.js';

/**
 * Writes a file whole or not at all.
 *
 * @throws UsageError when its folder does not exist, RecordingError when it cannot be
 * written
 */
export const saveFile = async (file: string, data: string | Buffer): Promise<void> => {
  const folder = path.dirname(file);
  if (!existsSync(folder)) {
    throw new UsageError(`there is no folder ${folder} for ${path.basename(file)}`);
  }
  try {
    await writeFileAtomic(file, data);
  } catch (error) {
    throw new RecordingError(`${file} could not be written: ${messageOf(error)}`);
  }
};

/**
 * Checks that a file made from the records is up to date with them.
 *
 * @param remedy - the command that regenerates it
 * @throws StaleFile when it is not, is missing or cannot be read
 */
const refuseStale = async (file: string, made: string, remedy: string): Promise<void> => {
  const current = await readSmallFile(file, Buffer.byteLength(made)).catch(() => '');
  if (current !== made) {
    throw new StaleFile(`${file} is stale; \`${remedy}\` makes it anew`);
  }
};

/** A folder and all its files of one ending; it holds no others of that ending. */
interface DerivedFolder {
  readonly folder: string;
  /** Such as `.svg`. */
  readonly ending: string;
  /** By name. */
  readonly files: ReadonlyMap<string, string>;
}

/** Files in the folder that the records no longer produce. */
const leftOver = async ({
  folder,
  ending,
  files,
}: DerivedFolder): Promise<readonly string[]> =>
  existsSync(folder)
    ? (await readdir(folder))
        .filter((name) => name.endsWith(ending) && !files.has(name))
        .map((name) => path.join(folder, name))
    : [];

/**
 * Checks that a folder of files made from the records is up to date with them.
 *
 * @param remedy - the command that regenerates them
 * @throws StaleFile when one is not, is missing, or is of nothing that is recorded
 */
const refuseStaleFolder = async (
  derived: DerivedFolder,
  remedy: string,
): Promise<void> => {
  for (const [name, made] of derived.files) {
    await refuseStale(path.join(derived.folder, name), made, remedy);
  }
  const [old] = await leftOver(derived);
  if (old !== undefined) {
    throw new StaleFile(`${old} is of nothing that is recorded; delete it`);
  }
};

/**
 * Writes a folder of files made from the records, and removes those that they no longer
 * produce.
 */
const saveFolder = async (derived: DerivedFolder): Promise<void> => {
  await mkdir(derived.folder, { recursive: true });
  for (const [name, made] of derived.files) {
    await saveFile(path.join(derived.folder, name), made);
  }
  for (const old of await leftOver(derived)) await rm(old);
};

/** What a command makes from records. */
export interface DerivedFiles {
  /** A file that may be anywhere. */
  readonly file: string;
  readonly made: string;
  readonly folders: readonly DerivedFolder[];
}

/**
 * Checks that files made from the records are up to date with them.
 *
 * @param remedy - the command that regenerates them
 * @throws StaleFile when one is not, is missing, or is of nothing that is recorded
 */
export const refuseStaleFiles = async (
  { file, made, folders }: DerivedFiles,
  remedy: string,
): Promise<void> => {
  await refuseStale(file, made, remedy);
  for (const folder of folders) await refuseStaleFolder(folder, remedy);
};

/**
 * Writes files made from records.
 *
 * @throws UsageError when the folder of the file does not exist, RecordingError when one
 * cannot be written
 */
export const saveFiles = async ({ file, made, folders }: DerivedFiles): Promise<void> => {
  await saveFile(file, made);
  for (const folder of folders) await saveFolder(folder);
};
