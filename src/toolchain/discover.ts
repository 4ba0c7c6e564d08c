import { realpath } from 'node:fs/promises';
import path from 'node:path';
import { cachedPrefix, cachedVersions } from './cache.js';
import { executablesOnPath } from './on-path.js';
import { inspectPrefix, ocamloptIn, type Inspection, type Origin } from './compiler.js';
import { opamPrefixes } from './opam.js';

const pathPrefixes = async (): Promise<string[]> =>
  (await executablesOnPath('ocamlopt')).map((file) => path.dirname(path.dirname(file)));

const cachedPrefixes = async (): Promise<string[]> =>
  (await cachedVersions()).map(cachedPrefix);

const places: readonly (readonly [Origin, () => Promise<string[]>])[] = [
  ['path', pathPrefixes],
  ['opam', opamPrefixes],
  ['cache', cachedPrefixes],
];

/**
 * Looks for compilers on PATH, then in opam's switches, then in the lab's own cache. It
 * is a generator, so that a caller who wants only the first one does not wait for opam. A
 * compiler found twice (a switch that is also on PATH) is given once.
 */
export const discover = async function* (): AsyncGenerator<Inspection> {
  const seen = new Set<string>();
  for (const [origin, listPrefixes] of places) {
    for (const prefix of await listPrefixes()) {
      const ocamlopt = ocamloptIn(prefix);
      const identity = await realpath(ocamlopt).catch(() => ocamlopt);
      if (seen.has(identity)) continue;
      seen.add(identity);
      yield await inspectPrefix(prefix, origin);
    }
  }
};
