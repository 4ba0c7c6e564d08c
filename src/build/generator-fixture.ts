import type { GeneratorExperiment } from '../plan/definition.js';
import { fixtureFolder } from '../plan/discover.js';
import type { BoostContext } from '../toolchain/boost-context.js';
import type { Fixture } from './compiled-fixture.js';
import { packaged } from './packaged-sources.js';
import { compileNativeFixture, type NativeProgram } from './native-fixture.js';
import { sourcesBelow } from './sources.js';

/**
 * Compiles a C program with the generator runtime, or finds it in the cache. The program
 * includes the runtime by its path from the package.
 *
 * @throws BuildError with the compiler's first error
 */
export const compileWithGenerators = async (
  program: Pick<NativeProgram, 'name' | 'sources' | 'flags'>,
  { archive }: BoostContext,
): Promise<Fixture> => {
  const sources = [...(await packaged('native/generator')), ...program.sources];
  return compileNativeFixture({ ...program, sources, archives: [archive] });
};

/**
 * Compiles the fixture of an experiment about the generator runtime, or finds it in the
 * cache.
 *
 * @param flags - for the compiler, in addition to those of every fixture
 * @throws BuildError with the compiler's first error
 */
export const buildGeneratorFixture = async (
  { name }: GeneratorExperiment,
  boostContext: BoostContext,
  flags: readonly string[] = [],
): Promise<Fixture> => {
  const own = await sourcesBelow(fixtureFolder(name));
  const sources = [...(await packaged('native/experiment')), ...own];
  return compileWithGenerators({ name, sources, flags }, boostContext);
};
