import { resolveGeneratorToolchain } from '../../src/toolchain/toolchain.js';

/** What the generator runtime is built with; Boost.Context is fetched if it is not there. */
export const generators = await resolveGeneratorToolchain({
  onProgress: () => undefined,
});
