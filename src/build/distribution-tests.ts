import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Compiler } from '../toolchain/compiler.js';
import { testsFolder } from '../toolchain/testsuite.js';
import type { GeneratedSource } from './content-hash.js';

interface DistributionTest {
  /** The path below the distribution's `testsuite/tests`, without `.ml`. */
  readonly name: string;
  readonly program: string;
  /**
   * What it prints: nothing if it has no reference (ocamltest/actions_helpers.ml, 5.3).
   */
  readonly reference: string;
}

const readTest = async (folder: string, name: string): Promise<DistributionTest> => {
  const read = (extension: string) =>
    readFile(path.join(folder, `${name}${extension}`), 'utf8');
  return {
    name,
    program: await read('.ml'),
    reference: await read('.reference').catch(() => ''),
  };
};

/** An OCaml quoted string, with an identifier that no test contains. */
const quoted = (text: string): string => `{distribution|${text}|distribution}`;

const functionName = (name: string): string => name.replace(/[^a-z0-9]/g, '_');

/** A whole program as a function that may run any number of times, even concurrently. */
const asFunction = ({ name, program }: DistributionTest): string => `
let ${functionName(name)} output =
  let open Captured.Make (struct let output = output end) in
  let module Program = struct
# 1 "testsuite/tests/${name}.ml"
${program}
  end in
  ()
`;

const asEntry = ({ name, reference }: DistributionTest): string =>
  `    ("${name}", ${functionName(name)}, ${quoted(reference)});\n`;

/**
 * A module `Distribution_tests` with the programs that an experiment wants from the
 * compiler's own distribution, each as a function with its expected output. The list is
 * empty if the compiler came without them. Most do: only the lab's own compilers have
 * them.
 */
export const distributionTests = async (
  names: readonly string[],
  { prefix }: Compiler,
): Promise<GeneratedSource> => {
  const folder = testsFolder(prefix);
  const there = names.filter((name) => existsSync(path.join(folder, `${name}.ml`)));
  const tests = await Promise.all(there.map((name) => readTest(folder, name)));
  const programs = tests.map(asFunction).join('');
  const text = `[@@@warning "-a"]\n${programs}
let all : (string * (Buffer.t -> unit) * string) list =
  [
${tests.map(asEntry).join('')}  ]
`;
  return { name: 'distribution_tests.ml', text };
};
