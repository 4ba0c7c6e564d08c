import path from 'node:path';
import { packageRoot } from '../paths.js';
import type { OcamlExperiment } from '../plan/definition.js';
import { fixtureFolder } from '../plan/discover.js';
import type { Compiler } from '../toolchain/compiler.js';
import { cachedBuild } from './cached-build.js';
import { cCompilerVersion } from './c-compiler.js';
import { compileOcaml, OCAML_BUILD_FLAGS, type OcamlProgram } from './compile-ocaml.js';
import type { Fixture } from './compiled-fixture.js';
import { buildError } from './compiler-error.js';
import { contentHash, type SourceFile } from './content-hash.js';
import { distributionTests } from './distribution-tests.js';
import { fixtureSupport } from './packaged-sources.js';
import { preemptLibrarySources } from './preempt-library.js';
import { sourcesBelow } from './sources.js';

/** The keys of `ocamlopt -config` that affect the fixture. */
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

/** All sources compiled into a fixture whose own sources are in a folder. */
export const ocamlFixtureSources = async (
  folder: string,
): Promise<readonly SourceFile[]> => [
  ...(await fixtureSupport()),
  ...(await sourcesBelow(path.join(packageRoot, 'ocaml', 'lab'))),
  ...(await sourcesBelow(folder)),
];

/** All sources compiled into an experiment's fixture for one OCaml. */
export const experimentSources = async (
  { name, distributionTests: tests }: OcamlExperiment,
  compiler: Compiler,
): Promise<OcamlProgram['sources']> => [
  ...(await ocamlFixtureSources(fixtureFolder(name))),
  ...(tests ? [await distributionTests(tests, compiler)] : []),
];

/**
 * The sources of our own libraries that a fixture links; these affect the fixture too.
 */
const librarySources = async (
  libraries: OcamlExperiment['libraries'],
): Promise<readonly SourceFile[]> =>
  libraries.includes('preempt') ? preemptLibrarySources() : [];

/**
 * Compiles the fixture of an experiment about OCaml for one version of OCaml, or finds it
 * in the cache.
 *
 * @throws BuildError with the compiler's first error
 */
export const buildOcamlFixture = async (
  experiment: OcamlExperiment,
  compiler: Compiler,
): Promise<Fixture> => {
  const { name, libraries, wraps = [], debugRuntime = false } = experiment;
  const sources = await experimentSources(experiment, compiler);
  const hash = await contentHash(
    [...sources, ...(await librarySources(libraries))],
    [
      ...[...OCAML_BUILD_FLAGS, ...libraries, ...wraps, await cCompilerVersion()],
      ...(debugRuntime ? ['debug runtime'] : []),
      ...CONFIG_KEYS.map((key) => `${key}: ${compiler.config[key] ?? ''}`),
    ],
  );
  const place = await contentHash([], [compiler.ocamlopt]);
  try {
    const folder = await cachedBuild(
      `${name}-${compiler.version}-${hash}-${place}`,
      (folder, final) =>
        compileOcaml({
          ...{ compiler, sources, libraries, wraps, debugRuntime },
          ...{ folder, final },
        }),
    );
    return { executable: path.join(folder, 'fixture'), hash };
  } catch (error) {
    throw buildError(`the fixture of ${name} on OCaml ${compiler.version}`, error);
  }
};
