import type { Experiment } from '../plan/definition.js';
import type { Toolchain } from '../toolchain/toolchain.js';
import type { Fixture } from './compiled-fixture.js';
import { buildGeneratorFixture } from './generator-fixture.js';
import { buildOcamlFixture } from './ocaml-fixture.js';

export type { Fixture } from './compiled-fixture.js';

/**
 * Compiles an experiment's fixture for a subject that the experiment is about, or finds
 * it in the cache.
 *
 * @throws BuildError with the compiler's first error
 */
export const buildFixture = (
  experiment: Experiment,
  toolchain: Toolchain,
): Promise<Fixture> => {
  if (experiment.subject === 'generator') {
    if (toolchain.kind === 'generator') {
      return buildGeneratorFixture(experiment, toolchain.boostContext);
    }
  } else if (toolchain.kind === 'ocaml') return buildOcamlFixture(experiment, toolchain);
  throw new Error(`${experiment.name} is not about ${toolchain.kind}`);
};
