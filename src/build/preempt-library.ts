import path from 'node:path';
import { packageRoot } from '../paths.js';
import type { Compiler } from '../toolchain/compiler.js';
import type { Environment } from '../toolchain/environment.js';
import { tool } from '../toolchain/tool.js';
import { cachedBuild } from './cached-build.js';
import { cCompilerVersion } from './c-compiler.js';
import { buildError } from './compiler-error.js';
import { contentHash, type SourceFile } from './content-hash.js';
import { libraryVariables } from './ocaml-tools.js';
import { linkInto, placeVariables } from './places.js';
import { copySources, sourcesBelow } from './sources.js';

const LIBRARY = path.join(packageRoot, 'ocaml', 'preempt');

/** All sources that the library `preempt` is built from without dune. */
export const preemptLibrarySources = async (): Promise<readonly SourceFile[]> => [
  ...(await sourcesBelow(path.join(LIBRARY, 'src'), 'src')),
  ...['Makefile', 'src/link_flags.sexp'].map((name) => ({
    file: path.join(LIBRARY, name),
    name,
  })),
];

/**
 * Links a compiler's programs for the Makefile, which calls them from its own folder and
 * from the one that it builds in.
 *
 * @returns the variables that say where the programs are
 */
const linkTools = async (compiler: Compiler, folder: string): Promise<Environment> => {
  const inside = path.join(folder, 'build');
  const bin = path.join(compiler.prefix, 'bin');
  const link = await linkInto(folder, 'bin', bin);
  await linkInto(inside, 'bin', bin);
  const library = await libraryVariables(compiler, folder);
  await libraryVariables(compiler, inside);
  return {
    OCAMLOPT: path.join(link, 'ocamlopt'),
    OCAMLDEP: path.join(link, 'ocamldep'),
    ...library,
  };
};

/**
 * Builds the library `preempt` for an OCaml with its own Makefile, or finds it in the
 * cache.
 *
 * @returns the folder with `preempt.cmxa`
 * @throws BuildError with the compiler's first error
 */
export const buildPreemptLibrary = async (compiler: Compiler): Promise<string> => {
  const sources = await preemptLibrarySources();
  const hash = await contentHash(sources, [
    compiler.ocamlopt,
    await cCompilerVersion(),
    ...Object.entries(compiler.config).flat(),
  ]);
  try {
    const folder = await cachedBuild(
      `preempt-${compiler.version}-${hash}`,
      async (staging, final) => {
        await copySources(sources, staging);
        const env = {
          ...placeVariables({ folder: staging, final }),
          ...(await linkTools(compiler, staging)),
        };
        await tool({ cwd: staging, env })('make');
      },
    );
    return path.join(folder, 'build');
  } catch (error) {
    throw buildError(`the library preempt on OCaml ${compiler.version}`, error);
  }
};
