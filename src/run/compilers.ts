import { ToolchainError, UsageError } from '../errors.js';
import { catalogue, isTested } from '../toolchain/catalogue.js';
import type { Compiler } from '../toolchain/compiler.js';
import { discover } from '../toolchain/discover.js';
import { resolveCompiler } from '../toolchain/resolve.js';
import type { Host } from './host.js';

/** A version that was wanted but could not be obtained, and why. */
export interface MissingCompiler {
  readonly version: string;
  readonly reason: string;
}

export interface PreparedCompilers {
  readonly compilers: readonly Compiler[];
  readonly missing: readonly MissingCompiler[];
}

const ORIGINS: Readonly<Record<Compiler['origin'], string>> = {
  prefix: 'the prefix given',
  path: 'PATH',
  opam: 'an opam switch',
  cache: "the lab's cache",
};

const prepareOne = (
  wanted: string | undefined,
  { step, signal }: Host,
): Promise<Compiler> =>
  step(
    `${wanted === undefined ? 'OCaml' : `OCaml ${wanted}`}: find or build`,
    (onProgress) => resolveCompiler(wanted, { onProgress, signal }),
    ({ version, origin }) => `OCaml ${version}, from ${ORIGINS[origin]}`,
  );

const warnOfUntested = (compilers: readonly Compiler[], { warn }: Host): void => {
  for (const { version } of compilers) {
    if (!isTested(version)) {
      warn(`OCaml ${version} is untested: what the fixtures rely on may differ there`);
    }
  }
};

/** Finds or builds the compilers asked for, each once. */
export const prepareCompilers = async (
  wanted: readonly string[],
  host: Host,
): Promise<readonly Compiler[]> => {
  const compilers: Compiler[] = [];
  for (const name of wanted.length > 0 ? wanted : [undefined]) {
    const compiler = await prepareOne(name, host);
    if (!compilers.some(({ ocamlopt }) => ocamlopt === compiler.ocamlopt)) {
      compilers.push(compiler);
    }
  }
  const versions = new Set(compilers.map(({ version }) => version));
  if (versions.size < compilers.length) {
    throw new UsageError(
      'two of the compilers have the same version; their trials could not be told apart',
    );
  }
  warnOfUntested(compilers, host);
  return compilers;
};

/**
 * Every version of OCaml on the machine, and those that the lab can install, which are
 * installed if they are missing. One that cannot be obtained stops nothing else.
 */
export const prepareEveryCompiler = async (host: Host): Promise<PreparedCompilers> => {
  const byVersion = new Map<string, Compiler>();
  const missing: MissingCompiler[] = [];
  for (const { version } of catalogue) {
    try {
      byVersion.set(version, await prepareOne(version, host));
    } catch (error) {
      if (!(error instanceof ToolchainError)) throw error;
      missing.push({ version, reason: error.message });
    }
  }
  for await (const inspection of discover()) {
    if (!('compiler' in inspection)) continue;
    const { compiler } = inspection;
    if (!byVersion.has(compiler.version)) byVersion.set(compiler.version, compiler);
  }
  const compilers = [...byVersion.values()];
  warnOfUntested(compilers, host);
  return { compilers, missing };
};
