import { resolveCompiler } from '../../src/toolchain/resolve.js';

/** A real OCaml 5: one that is there, else built, which takes some minutes once. */
export const compiler = await resolveCompiler(undefined, {
  onProgress: () => undefined,
});
