import path from 'node:path';
import { execa } from 'execa';
import type { z } from 'zod';
import { cachedBuild } from '../src/build/cached-build.js';
import { cCompilerVersion } from '../src/build/c-compiler.js';
import { compileOcaml, OCAML_BUILD_FLAGS } from '../src/build/compile-ocaml.js';
import { buildError } from '../src/build/compiler-error.js';
import { contentHash } from '../src/build/content-hash.js';
import { preemptLibrarySources } from '../src/build/preempt-library.js';
import { sourcesBelow } from '../src/build/sources.js';
import { packageRoot } from '../src/paths.js';
import type { Compiler } from '../src/toolchain/compiler.js';
import { WITHOUT_FOREIGN_OCAML } from '../src/toolchain/environment.js';

const LIBRARIES = ['unix', 'threads', 'preempt'] as const;

/**
 * Builds the program that measures the library `preempt`, or finds it, and returns its
 * path.
 *
 * @param strict - makes every warning of the compilers an error
 */
export const buildPreemptProgram = async (
  compiler: Compiler,
  { strict = false } = {},
): Promise<string> => {
  const sources = await sourcesBelow(path.join(packageRoot, 'bench', 'ocaml'));
  const hash = await contentHash(
    [...sources, ...(await preemptLibrarySources())],
    [
      ...[...OCAML_BUILD_FLAGS, String(strict), await cCompilerVersion()],
      ...[compiler.ocamlopt, ...Object.entries(compiler.config).flat()],
    ],
  );
  try {
    const folder = await cachedBuild(
      `preempt-bench-${compiler.version}-${hash}`,
      (staging, final) =>
        compileOcaml({
          ...{ compiler, sources, libraries: LIBRARIES, strict },
          ...{ folder: staging, final },
        }),
    );
    return path.join(folder, 'fixture');
  } catch (error) {
    throw buildError(`the benchmark of preempt on OCaml ${compiler.version}`, error);
  }
};

/**
 * Runs that program, which prints a line of JSON for each thing it measures. Round 0
 * warms up and is dropped.
 */
export const measurePreempt = async <T extends { round: number }>(
  program: string,
  schema: z.ZodType<T>,
  args: readonly (string | number)[],
): Promise<readonly T[]> => {
  const options = { env: WITHOUT_FOREIGN_OCAML, lines: true } as const;
  const { stdout } = await execa(program, args.map(String), options);
  const lines = stdout.map((line) => schema.parse(JSON.parse(line)));
  return lines.filter(({ round }) => round > 0);
};
