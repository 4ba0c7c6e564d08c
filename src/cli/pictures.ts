import { existsSync } from 'node:fs';
import { mkdir, readdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { StaleFile } from '../errors.js';
import { plotsFolder } from '../journal/layout.js';
import { saveFile } from './save.js';
import { refuseStale } from './stale.js';

/** By the names of their files. */
type Pictures = ReadonlyMap<string, string>;

/** Pictures in the folder that the records do not give any more. */
const leftOver = async (
  folder: string,
  pictures: Pictures,
): Promise<readonly string[]> =>
  existsSync(folder)
    ? (await readdir(folder))
        .filter((name) => name.endsWith('.svg') && !pictures.has(name))
        .map((name) => path.join(folder, name))
    : [];

/**
 * Says whether the pictures beside the runs are those of the records.
 *
 * @param remedy - the command that makes them anew
 * @throws StaleFile when one is not, is missing, or is of nothing that is recorded
 */
export const checkPictures = async (
  results: string,
  pictures: Pictures,
  remedy: string,
): Promise<void> => {
  const folder = plotsFolder(results);
  for (const [name, picture] of pictures) {
    await refuseStale(path.join(folder, name), picture, remedy);
  }
  const [old] = await leftOver(folder, pictures);
  if (old !== undefined) {
    throw new StaleFile(`${old} is of nothing that is recorded; delete it`);
  }
};

/** Writes the pictures beside the runs; old ones that the records do not give go. */
export const savePictures = async (
  results: string,
  pictures: Pictures,
): Promise<void> => {
  const folder = plotsFolder(results);
  await mkdir(folder, { recursive: true });
  for (const [name, picture] of pictures) {
    await saveFile(path.join(folder, name), picture);
  }
  for (const old of await leftOver(folder, pictures)) await rm(old);
};
