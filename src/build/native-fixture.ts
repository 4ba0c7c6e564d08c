import path from 'node:path';
import { packageRoot } from '../paths.js';
import { tool } from '../toolchain/tool.js';
import { cCompilerVersion } from './c-compiler.js';
import { cachedBuild } from './cached-build.js';
import type { Fixture } from './compiled-fixture.js';
import { buildError } from './compiler-error.js';
import { contentHash, type SourceFile } from './content-hash.js';
import { fixtureSupport } from './packaged-sources.js';
import { linkInto, placeFlags } from './places.js';
import { copySources } from './sources.js';

/** The flags that every C fixture is compiled with. */
export const NATIVE_FLAGS: readonly string[] = [
  ...['-std=gnu17', '-O2', '-g', '-Wall', '-Wextra', '-I.'],
];

const LIBRARIES = ['-pthread', '-lm'];

/** A fixture in C and assembly to compile, apart from what every fixture links. */
export interface NativeProgram {
  readonly name: string;
  readonly sources: readonly SourceFile[];
  /** Files to link, by absolute path. */
  readonly archives?: readonly string[];
  /** In addition to those that every fixture is compiled with. */
  readonly flags?: readonly string[];
}

const asSource = (file: string): SourceFile => ({ file, name: path.basename(file) });

/**
 * Compiles a fixture without OCaml, or finds it in the cache.
 *
 * @throws BuildError with the compiler's first error
 */
export const compileNativeFixture = async ({
  name,
  sources: own,
  archives = [],
  flags: extra = [],
}: NativeProgram): Promise<Fixture> => {
  const sources = [...(await fixtureSupport()), ...own];
  const flags = [...NATIVE_FLAGS, ...extra];
  const hash = await contentHash(
    [...sources, ...archives.map(asSource)],
    [...flags, ...LIBRARIES, await cCompilerVersion()],
  );
  const units = sources.map((file) => file.name).filter((file) => /\.[cS]$/.test(file));
  try {
    const folder = await cachedBuild(`${name}-${hash}`, async (staging, final) => {
      await copySources(sources, staging);
      const linked = await Promise.all(
        archives.map((file, index) => linkInto(staging, `${index}.a`, file)),
      );
      await tool({ cwd: staging })('cc', [
        ...[...flags, ...placeFlags({ folder: staging, final }), '-o', 'fixture'],
        ...[...units, ...linked, ...LIBRARIES],
      ]);
    });
    return { executable: path.join(folder, 'fixture'), hash };
  } catch (error) {
    throw buildError(`the fixture ${name}`, error);
  }
};

/**
 * Compiles a fixture of a single source file in C, or finds it in the cache.
 *
 * @param source - relative to the package unless absolute
 * @throws BuildError with the compiler's first error
 */
export const buildNativeFixture = (source: string): Promise<Fixture> =>
  compileNativeFixture({
    name: path.basename(source, '.c'),
    sources: [asSource(path.resolve(packageRoot, source))],
  });
