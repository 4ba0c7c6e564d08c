import path from 'node:path';
import { execa } from 'execa';
import { packageRoot } from '../paths.js';
import type { Compiler } from '../toolchain/compiler.js';
import { WITHOUT_FOREIGN_OCAML } from '../toolchain/environment.js';
import { cachedBuild } from './cached-build.js';
import { cCompilerVersion } from './c-compiler.js';
import { buildError } from './compiler-error.js';
import { contentHash, type SourceFile } from './content-hash.js';
import { copySources, sourcesBelow } from './sources.js';

const LIBRARY = path.join(packageRoot, 'ocaml', 'preempt');

/** All that the library `preempt` is built from without dune. */
export const preemptLibrarySources = async (): Promise<readonly SourceFile[]> => [
  ...(await sourcesBelow(path.join(LIBRARY, 'src'), 'src')),
  ...['Makefile', 'src/link_flags.sexp'].map((name) => ({
    file: path.join(LIBRARY, name),
    name,
  })),
];

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
        await execa({
          cwd: staging,
          env: { ...WITHOUT_FOREIGN_OCAML, BUILD_PATH_PREFIX_MAP: `${final}=${staging}` },
        })('make', [
          `OCAMLOPT=${compiler.ocamlopt}`,
          `OCAMLDEP=${path.join(compiler.prefix, 'bin', 'ocamldep')}`,
        ]);
      },
    );
    return path.join(folder, 'build');
  } catch (error) {
    throw buildError(`the library preempt on OCaml ${compiler.version}`, error);
  }
};
