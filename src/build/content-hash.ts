import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';

/** A source file: where it is, and under which name the build knows it. */
export interface SourceFile {
  readonly file: string;
  readonly name: string;
}

/**
 * A hash of what goes into a build: the names and contents of its sources, and
 * whatever else decides the outcome (compiler, flags).
 *
 * @returns 16 hexadecimal digits
 */
export const contentHash = async (
  sources: readonly SourceFile[],
  settings: readonly string[],
): Promise<string> => {
  const hash = createHash('sha256').update(JSON.stringify(settings));
  for (const { file, name } of sources) {
    hash.update(`\0${name}\0`).update(await readFile(file));
  }
  return hash.digest('hex').slice(0, 16);
};
