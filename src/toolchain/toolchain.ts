import type { Subject } from '../plan/cell.js';
import { labVersion } from '../version.js';
import { resolveBoostContext, type BoostContext } from './boost-context.js';
import type { Compiler } from './compiler.js';
import type { Progress } from './progress.js';

/** What fixtures for the generator runtime are built with, besides a C compiler. */
export interface GeneratorToolchain {
  readonly kind: 'generator';
  /** The lab's own version: the runtime is part of the lab. */
  readonly version: string;
  readonly boostContext: BoostContext;
}

/** What fixtures for one subject are built with. */
export type Toolchain = Compiler | GeneratorToolchain;

/** The subject that a toolchain builds for. */
export const subjectOf = ({ kind, version }: Toolchain): Subject => ({ kind, version });

/**
 * Finds what fixtures for the generator runtime need. Boost.Context is fetched if it is
 * missing.
 *
 * @throws {ToolchainError} that says why it cannot be obtained and what to install
 * instead
 */
export const resolveGeneratorToolchain = async (
  progress: Progress,
): Promise<GeneratorToolchain> => ({
  kind: 'generator',
  version: labVersion(),
  boostContext: await resolveBoostContext(progress),
});
