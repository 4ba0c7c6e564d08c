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

/** A subject that was wanted but could not be obtained, and why. */
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
 * Finds or fetches what fixtures for the generator runtime need.
 *
 * @throws ToolchainError when it cannot be obtained
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
 * Finds, builds or fetches what the experiments of a run need, and nothing else. A
 * toolchain that was not asked for by name and cannot be obtained does not stop the
 * others.
 *
 * @throws ToolchainError when none can be obtained
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
 * Finds, builds or fetches what recorded subjects were built with.
 *
 * @throws ToolchainError when one cannot be obtained
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
