import { cp, readdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { GeneratedSource, SourceFile } from './content-hash.js';

const SOURCE = /\.(ml|mli|c|h|S)$/;

/**
 * The sources in a folder and below it, in a stable order.
 *
 * @param prefix - put before their names, which are relative to the folder
 */
export const sourcesBelow = async (
  folder: string,
  prefix = '',
): Promise<readonly SourceFile[]> => {
  const entries = await readdir(folder, { recursive: true });
  return entries
    .filter((name) => SOURCE.test(name))
    .sort()
    .map((name) => ({
      file: path.join(folder, name),
      name: path.join(prefix, name),
    }));
};

/** Copies sources into a folder, under the names the build knows them by. */
export const copySources = async (
  sources: readonly (SourceFile | GeneratedSource)[],
  folder: string,
): Promise<void> => {
  for (const source of sources) {
    const place = path.join(folder, source.name);
    await ('text' in source ? writeFile(place, source.text) : cp(source.file, place));
  }
};
