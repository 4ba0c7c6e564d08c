import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';

/** A source file: its path, and the name by which the build knows it. */
export interface SourceFile {
  readonly file: string;
  readonly name: string;
}

/** A source that the lab writes itself. */
export interface GeneratedSource {
  readonly name: string;
  readonly text: string;
}

/**
 * A hash of what goes into a build: the names and contents of its sources, and
 * whatever else decides the outcome (compiler, flags).
 *
 * @returns 16 hexadecimal digits
 */
export const contentHash = async (
  sources: readonly (SourceFile | GeneratedSource)[],
  settings: readonly string[],
): Promise<string> => {
  const hash = createHash('sha256').update(JSON.stringify(settings));
  for (const source of sources) {
    const content = 'text' in source ? source.text : await readFile(source.file);
    hash.update(`\0${source.name}\0`).update(content);
  }
  return hash.digest('hex').slice(0, 16);
};
