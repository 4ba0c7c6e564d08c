import path from 'node:path';
import type { Compiler } from '../toolchain/compiler.js';
import type { Environment } from '../toolchain/environment.js';
import { isHarmless } from '../toolchain/harmless.js';
import { linkInto } from './places.js';

/**
 * Variables that tell a compiler where its standard library is. They are needed when it
 * would look elsewhere, or when its commands would name a path that a shell would
 * interpret.
 *
 * @param folder - the folder that the compiler runs in
 */
export const libraryVariables = async (
  { config, standardLibrary }: Compiler,
  folder: string,
): Promise<Environment> => {
  const library = standardLibrary ?? config.standard_library ?? '';
  if (standardLibrary === undefined && isHarmless(library)) return {};
  return { OCAMLLIB: await linkInto(folder, 'stdlib', library) };
};

/** A program beside a compiler's ocamlopt, such as ocamldep. */
export const besideOcamlopt = ({ prefix }: Compiler, name: string): string =>
  path.join(prefix, 'bin', name);
