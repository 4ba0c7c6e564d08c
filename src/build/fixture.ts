import path from 'node:path';
import { execa } from 'execa';
import { packageRoot } from '../paths.js';
import type { Experiment } from '../plan/definition.js';
import { fixtureFolder } from '../plan/discover.js';
import type { Compiler } from '../toolchain/compiler.js';
import { cachedBuild } from './cached-build.js';
import { buildError } from './compiler-error.js';
import { contentHash, type SourceFile } from './content-hash.js';
import { fixtureSupport } from './fixture-support.js';
import { copySources, sourcesBelow } from './sources.js';

/** A fixture compiled for one subject. */
export interface Fixture {
  readonly executable: string;
  /** Of its sources, flags and compiler: trials of different builds are not pooled. */
  readonly hash: string;
}

const C_FLAGS = '-O2 -g -std=gnu17 -Wall -Wextra';
const OCAML_FLAGS = ['-g', '-w', '+a-4-40-41-42-44-45-70', '-strict-sequence'];

/** The parts of `ocamlopt -config` that change what a fixture is. */
const CONFIG_KEYS = [
  'version',
  'architecture',
  'model',
  'system',
  'flambda',
  'with_frame_pointers',
  'naked_pointers',
  'tsan',
  'native_c_compiler',
];

const sourcesOf = async (experiment: string): Promise<readonly SourceFile[]> => [
  ...(await fixtureSupport()),
  ...(await sourcesBelow(path.join(packageRoot, 'ocaml', 'lab'))),
  ...(await sourcesBelow(fixtureFolder(experiment))),
];

const compile = async (
  experiment: Experiment,
  compiler: Compiler,
  sources: readonly SourceFile[],
  folder: string,
  final: string,
): Promise<void> => {
  await copySources(sources, folder);
  const names = sources.map(({ name }) => name);
  const run = execa({
    cwd: folder,
    env: { BUILD_PATH_PREFIX_MAP: `${final}=${folder}` },
  });
  const ocamldep = path.join(compiler.prefix, 'bin', 'ocamldep');
  const modules = names.filter((name) => /\.mli?$/.test(name));
  const { stdout } = await run(ocamldep, ['-sort', '-one-line', ...modules]);
  const libraries = experiment.libraries.flatMap((library) => ['-I', `+${library}`]);
  const archives = experiment.libraries.map((library) => `${library}.cmxa`);
  const cFlags = `${C_FLAGS} -I${folder} -ffile-prefix-map=${folder}=${final}`;
  await run(compiler.ocamlopt, [
    ...[...OCAML_FLAGS, '-ccopt', cFlags, '-o', 'fixture', ...libraries, ...archives],
    ...stdout.trim().split(/\s+/),
    ...names.filter((name) => name.endsWith('.c')),
  ]);
};

/**
 * Compiles an experiment's fixture for an OCaml, or finds it in the cache.
 *
 * @throws BuildError with the compiler's first error
 */
export const buildFixture = async (
  experiment: Experiment,
  compiler: Compiler,
): Promise<Fixture> => {
  const sources = await sourcesOf(experiment.name);
  const hash = await contentHash(sources, [
    ...[C_FLAGS, ...OCAML_FLAGS, ...experiment.libraries],
    ...CONFIG_KEYS.map((key) => `${key}: ${compiler.config[key] ?? ''}`),
  ]);
  const place = await contentHash([], [compiler.ocamlopt]);
  const key = `${experiment.name}-${compiler.version}-${hash}-${place}`;
  try {
    const folder = await cachedBuild(key, (staging, final) =>
      compile(experiment, compiler, sources, staging, final),
    );
    return { executable: path.join(folder, 'fixture'), hash };
  } catch (error) {
    const what = `the fixture of ${experiment.name} on OCaml ${compiler.version}`;
    throw buildError(what, error);
  }
};
