import { existsSync } from 'node:fs';
import path from 'node:path';
import { coerce } from 'semver';
import { messageOf } from '../errors.js';
import { buildEnvironment } from './environment.js';
import { run } from './run.js';

/** How a compiler was obtained. */
export type Origin = 'prefix' | 'path' | 'opam' | 'cache';

/** A native OCaml compiler that the lab can build its fixtures with. */
export interface Compiler {
  readonly kind: 'ocaml';
  /** As `ocamlopt -config` prints it. */
  readonly version: string;
  /** The folder whose bin/ holds ocamlopt. */
  readonly prefix: string;
  /** The absolute path of ocamlopt. */
  readonly ocamlopt: string;
  readonly origin: Origin;
  /** All of `ocamlopt -config`. */
  readonly config: Readonly<Record<string, string>>;
  /**
   * Where its standard library is, if that is not where the compiler was built to look.
   * The compiler must then be told in OCAMLLIB.
   */
  readonly standardLibrary?: string;
}

/** A place where a compiler was looked for, and why what is there cannot be used. */
export interface Unusable {
  readonly prefix: string;
  readonly origin: Origin;
  readonly version?: string;
  readonly reason: string;
}

export type Inspection =
  { readonly compiler: Compiler } | { readonly unusable: Unusable };

const parseConfig = (text: string): Record<string, string> => {
  const config: Record<string, string> = {};
  for (const [, key = '', value = ''] of text.matchAll(/^(\w+): ?(.*)$/gm)) {
    config[key] = value;
  }
  return config;
};

const whyConfigWillNotDo = (config: Record<string, string>): string | undefined => {
  // 5.0 does not print whether it has a native compiler; an ocamlopt that answers is one.
  const { version = '', native_compiler = 'true', architecture = 'unknown' } = config;
  const library = config.standard_library ?? '';
  const numbers = coerce(version);
  if (numbers === null) return 'its ocamlopt does not tell a version';
  if (numbers.major < 5) return `OCaml ${version} is older than 5.0`;
  if (native_compiler !== 'true') return 'bytecode only: it has no native compiler';
  if (architecture !== 'amd64') return `it compiles for ${architecture}, not for amd64`;
  if (!existsSync(library)) return `its standard library is not in ${library}`;
  return undefined;
};

const whyNoOcamlopt = (prefix: string): string => {
  const bin = path.join(prefix, 'bin');
  return existsSync(path.join(bin, 'ocamlc'))
    ? `bytecode only: ${bin} has ocamlc but no ocamlopt`
    : `no OCaml compiler in ${bin}`;
};

/** The `ocamlopt` that a prefix would have. */
export const ocamloptIn = (prefix: string): string =>
  path.join(prefix, 'bin', 'ocamlopt');

/**
 * What `ocamlopt -config` says, key by key.
 *
 * @throws {ToolchainError} when it cannot be run
 */
export const readConfig = async (ocamlopt: string): Promise<Record<string, string>> =>
  parseConfig(await run(ocamlopt, ['-config'], { env: buildEnvironment() }));

/** The standard library of a compiler that was moved, or was built for another path. */
const libraryElsewhere = (
  prefix: string,
  { standard_library }: Record<string, string>,
): string | undefined => {
  const beside = path.join(prefix, 'lib', 'ocaml');
  if (existsSync(standard_library ?? '')) return undefined;
  return existsSync(path.join(beside, 'stdlib.cmxa')) ? beside : undefined;
};

/**
 * Looks at the compiler in a folder. It never throws: what is wrong with the compiler
 * is for the caller to report (when it was asked for by name) or to pass over.
 */
export const inspectPrefix = async (
  prefix: string,
  origin: Origin,
): Promise<Inspection> => {
  const ocamlopt = ocamloptIn(prefix);
  if (!existsSync(ocamlopt)) {
    return { unusable: { prefix, origin, reason: whyNoOcamlopt(prefix) } };
  }
  try {
    const said = await readConfig(ocamlopt);
    const standardLibrary = libraryElsewhere(prefix, said);
    const { version = '' } = said;
    const config =
      standardLibrary === undefined
        ? said
        : { ...said, standard_library: standardLibrary };
    const moved = standardLibrary !== undefined && { standardLibrary };
    const reason = whyConfigWillNotDo(config);
    return reason === undefined
      ? {
          compiler: {
            kind: 'ocaml',
            version,
            prefix,
            ocamlopt,
            origin,
            config,
            ...moved,
          },
        }
      : { unusable: { prefix, origin, version, reason } };
  } catch (error) {
    return {
      unusable: { prefix, origin, reason: messageOf(error).split('\n')[0] ?? '' },
    };
  }
};
