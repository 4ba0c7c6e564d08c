import path from 'node:path';
import {
  buildGeneratorFixture,
  compileWithGenerators,
} from '../../src/build/generator-fixture.js';
import { sourcesBelow } from '../../src/build/sources.js';
import { packageRoot } from '../../src/paths.js';
import { discoverExperiments, selectExperiments } from '../../src/plan/discover.js';
import { resolveGeneratorToolchain } from '../../src/toolchain/toolchain.js';

/** What the generator runtime is built with; Boost.Context is fetched if need be. */
export const generators = await resolveGeneratorToolchain({
  onProgress: () => undefined,
});

/**
 * A check in C from `test/native/generator`, compiled with the runtime.
 *
 * @param flags - for the compiler, beside those that every fixture is compiled with
 */
export const buildGeneratorCheck = async (
  name: string,
  flags: readonly string[] = [],
): Promise<string> => {
  const all = await sourcesBelow(path.join(packageRoot, 'test/native/generator'));
  const sources = all.filter(
    (source) => source.name === `${name}.c` || source.name.endsWith('.h'),
  );
  const program = { name, sources, flags };
  return (await compileWithGenerators(program, generators.boostContext)).executable;
};

/** The fixture of an experiment about the generator runtime, with flags of its own. */
export const buildGeneratorExperiment = async (
  name: string,
  flags: readonly string[],
): Promise<string> => {
  const [experiment] = selectExperiments(await discoverExperiments(), [name]);
  if (experiment?.subject !== 'generator') throw new Error(`${name} is gone`);
  const fixture = await buildGeneratorFixture(experiment, generators.boostContext, flags);
  return fixture.executable;
};

/**
 * What the runtime is compiled with to believe that it is on another processor than this
 * one: on one whose frames are larger, or whose state is saved in another way.
 */
export const OTHER_PROCESSORS: Readonly<Record<string, readonly string[]>> = {
  'frames of 12,000 bytes': ['-DPREEMPT_LAB_LEAST_FRAME_BYTES=12000'],
  'frames of 24,000 bytes': ['-DPREEMPT_LAB_LEAST_FRAME_BYTES=24000'],
  'no xsavec': ['-DPREEMPT_LAB_MOST_SAVER=SAVER_XSAVE'],
  'no xsave': ['-DPREEMPT_LAB_MOST_SAVER=SAVER_FXSAVE'],
};
