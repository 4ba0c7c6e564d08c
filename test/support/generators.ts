import { resolveGeneratorToolchain } from '../../src/toolchain/toolchain.js';

/** What the generator runtime is built with; Boost.Context is fetched if need be. */
export const generators = await resolveGeneratorToolchain({
  onProgress: () => undefined,
});
