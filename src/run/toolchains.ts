import { ToolchainError } from '../errors.js';
import type { NotApplicable } from '../journal/manifest.js';
import type { Subject } from '../plan/cell.js';
import { subjectKind } from '../plan/definition.js';
import type { BoostContext } from '../toolchain/boost-context.js';
import {
  resolveGeneratorToolchain,
  type GeneratorToolchain,
  type Toolchain,
} from '../toolchain/toolchain.js';
import { labVersion } from '../version.js';
import { prepareCompilers, prepareEveryCompiler } from './compilers.js';
import type { Host } from './host.js';
import type { RunRequest } from './request.js';

/** A subject that was wanted and could not be had, and why. */
export type MissingSubject = Pick<NotApplicable, 'subject' | 'reason'>;

export interface PreparedToolchains {
  readonly toolchains: readonly Toolchain[];
  readonly missing: readonly MissingSubject[];
}

const ORIGINS: Readonly<Record<BoostContext['origin'], string>> = {
  system: 'the system',
  cache: "the lab's cache",
};

/**
 * Finds or fetches what fixtures for the generator runtime take.
 *
 * @throws ToolchainError when it cannot be had
 */
export const prepareGenerators = ({ step, signal }: Host): Promise<GeneratorToolchain> =>
  step(
    'Boost.Context: find or fetch',
    (onProgress) => resolveGeneratorToolchain({ onProgress, signal }),
    ({ boostContext: { origin } }) => `Boost.Context, from ${ORIGINS[origin]}`,
  );

const forOcaml = async (
  { ocaml, everyOcaml }: RunRequest,
  host: Host,
): Promise<PreparedToolchains> => {
  if (!everyOcaml) {
    return { toolchains: await prepareCompilers(ocaml, host), missing: [] };
  }
  const { compilers, missing } = await prepareEveryCompiler(host);
  return {
    toolchains: compilers,
    missing: missing.map(({ version, reason }) => ({
      subject: { kind: 'ocaml', version },
      reason,
    })),
  };
};

const forGenerators = async (host: Host): Promise<PreparedToolchains> => {
  try {
    return { toolchains: [await prepareGenerators(host)], missing: [] };
  } catch (error) {
    if (!(error instanceof ToolchainError)) throw error;
    const subject = { kind: 'generator', version: labVersion() } as const;
    return { toolchains: [], missing: [{ subject, reason: error.message }] };
  }
};

/**
 * Finds, builds or fetches what the experiments of a run take, and nothing that none of
 * them does. Of what was not asked for by name, one that cannot be had stops no other.
 *
 * @throws ToolchainError when not one is to be had
 */
export const prepareToolchains = async (
  request: RunRequest,
  host: Host,
): Promise<PreparedToolchains> => {
  const kinds = request.wanted.map(({ experiment }) => subjectKind(experiment));
  const prepared = [
    ...(kinds.includes('ocaml') ? [await forOcaml(request, host)] : []),
    ...(kinds.includes('generator') ? [await forGenerators(host)] : []),
  ];
  const toolchains = prepared.flatMap((each) => each.toolchains);
  const missing = prepared.flatMap((each) => each.missing);
  const [first] = missing;
  if (toolchains.length === 0 && first) throw new ToolchainError(first.reason);
  return { toolchains, missing };
};

/**
 * Finds, builds or fetches what subjects on record were built with.
 *
 * @throws ToolchainError when one cannot be had
 */
export const prepareRecorded = async (
  subjects: readonly Subject[],
  host: Host,
): Promise<readonly Toolchain[]> => {
  const versions = subjects
    .filter(({ kind }) => kind === 'ocaml')
    .map(({ version }) => version);
  return [
    ...(versions.length > 0 ? await prepareCompilers(versions, host) : []),
    ...(subjects.length > versions.length ? [await prepareGenerators(host)] : []),
  ];
};
