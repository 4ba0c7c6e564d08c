import { existsSync } from 'node:fs';
import path from 'node:path';
import type { OcamlExperiment } from '../plan/definition.js';
import type { Compiler } from '../toolchain/compiler.js';
import { tool } from '../toolchain/tool.js';
import type { GeneratedSource, SourceFile } from './content-hash.js';
import { besideOcamlopt, libraryVariables } from './ocaml-tools.js';
import { linkInto, placeFlags, placeVariables } from './places.js';
import { buildPreemptLibrary } from './preempt-library.js';
import { copySources } from './sources.js';

const C_FLAGS = '-O2 -g -std=gnu17 -Wall -Wextra';
const OCAML_FLAGS = ['-g', '-w', '+a-4-40-41-42-44-45-70', '-strict-sequence'];

/** All flags that affect the result, for a build's hash. */
export const OCAML_BUILD_FLAGS: readonly string[] = [C_FLAGS, ...OCAML_FLAGS];

/** A program in OCaml and C to compile. */
export interface OcamlProgram {
  readonly compiler: Compiler;
  readonly sources: readonly (SourceFile | GeneratedSource)[];
  readonly libraries: OcamlExperiment['libraries'];
  readonly wraps?: OcamlExperiment['wraps'];
  readonly debugRuntime?: OcamlExperiment['debugRuntime'];
  /** Where to compile; the sources are copied there. */
  readonly folder: string;
  /** The folder's final path, for debuggers. */
  readonly final: string;
  /** Makes every warning an error. */
  readonly strict?: boolean;
}

/** The ocamlopt flags that find and link a program's libraries. */
const linking = async ({
  libraries,
  compiler,
  folder,
}: OcamlProgram): Promise<string[]> => {
  const placeOf = async (library: string): Promise<string> =>
    library === 'preempt'
      ? linkInto(folder, library, await buildPreemptLibrary(compiler))
      : `+${library}`;
  const flags = await Promise.all(
    libraries.map(async (library) => ['-I', await placeOf(library), `${library}.cmxa`]),
  );
  return flags.flat();
};

/**
 * The object file of a source. That of a C file is in the folder itself, wherever the
 * source is.
 */
const objectOf = (source: string): string =>
  source.endsWith('.c')
    ? `${path.basename(source, '.c')}.o`
    : source.replace(/\.ml$/, '.cmx');

const hasDebugRuntime = ({ config }: Compiler): boolean =>
  existsSync(path.join(config.standard_library ?? '', 'libasmrund.a'));

/**
 * Compiles a program to the executable `fixture` in its folder. If the program asks for
 * OCaml's debug runtime and there is one, links it a second time, to `fixture-debug`.
 *
 * @throws ExecaError with the compiler's output
 */
export const compileOcaml = async (program: OcamlProgram): Promise<void> => {
  const { compiler, sources, folder, strict } = program;
  const { wraps = [], debugRuntime = false } = program;
  await copySources(sources, folder);
  const names = sources.map(({ name }) => name);
  const library = await libraryVariables(compiler, folder);
  const run = tool({ cwd: folder, env: { ...placeVariables(program), ...library } });
  const ocamldep = besideOcamlopt(compiler, 'ocamldep');
  const modules = names.filter((name) => /\.mli?$/.test(name));
  const { stdout } = await run(ocamldep, ['-sort', '-one-line', ...modules]);
  const cFlags = [C_FLAGS, '-I.', ...placeFlags(program)].join(' ');
  const units = [
    ...stdout.trim().split(/\s+/),
    ...names.filter((name) => name.endsWith('.c')),
  ];
  const linkFlags = [
    ...wraps.flatMap((name) => ['-ccopt', `-Wl,--wrap=${name}`]),
    ...(await linking(program)),
  ];
  await run(compiler.ocamlopt, [
    ...OCAML_FLAGS,
    ...(strict ? ['-warn-error', '+a', '-ccopt', '-Werror'] : []),
    ...['-ccopt', cFlags, '-o', 'fixture'],
    ...linkFlags,
    ...units,
  ]);
  if (!debugRuntime || !hasDebugRuntime(compiler)) return;
  const objects = units.filter((name) => !name.endsWith('.mli')).map(objectOf);
  const debug = ['-runtime-variant', 'd', '-o', 'fixture-debug'];
  await run(compiler.ocamlopt, ['-g', ...debug, ...linkFlags, ...objects]);
};
