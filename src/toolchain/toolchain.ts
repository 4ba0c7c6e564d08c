import type { Subject } from '../plan/cell.js';
import { labVersion } from '../version.js';
import { resolveBoostContext, type BoostContext } from './boost-context.js';
import type { Compiler } from './compiler.js';
import type { Progress } from './progress.js';

/** What fixtures for the generator runtime are built with, beside a C compiler. */
export interface GeneratorToolchain {
  readonly kind: 'generator';
  /** The lab's own: the runtime is part of it. */
  readonly version: string;
  readonly boostContext: BoostContext;
}

/** What fixtures for one subject are built with. */
export type Toolchain = Compiler | GeneratorToolchain;

/** The subject that a toolchain builds for. */
export const subjectOf = ({ kind, version }: Toolchain): Subject => ({ kind, version });

/**
 * What fixtures for the generator runtime take; Boost.Context is fetched where it is not
 * there.
 *
 * @throws {ToolchainError} that says why it cannot be had and what to install instead
 */
export const resolveGeneratorToolchain = async (
  progress: Progress,
): Promise<GeneratorToolchain> => ({
  kind: 'generator',
  version: labVersion(),
  boostContext: await resolveBoostContext(progress),
});
