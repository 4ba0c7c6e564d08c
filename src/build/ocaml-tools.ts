import path from 'node:path';
import type { Compiler } from '../toolchain/compiler.js';
import type { Environment } from '../toolchain/environment.js';
import { isHarmless } from '../toolchain/harmless.js';
import { linkInto } from './places.js';

/**
 * Variables that tell a compiler where its standard library is, when it would look for it
 * elsewhere or would name a path in its commands that a shell makes something of.
 *
 * @param folder - the one that the compiler is run in
 */
export const libraryVariables = async (
  { config, standardLibrary }: Compiler,
  folder: string,
): Promise<Environment> => {
  const library = standardLibrary ?? config.standard_library ?? '';
  if (standardLibrary === undefined && isHarmless(library)) return {};
  return { OCAMLLIB: await linkInto(folder, 'stdlib', library) };
};

/** A program that lies beside a compiler's ocamlopt, as ocamldep. */
export const besideOcamlopt = ({ prefix }: Compiler, name: string): string =>
  path.join(prefix, 'bin', name);
