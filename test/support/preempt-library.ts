import { copyFileSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { execa } from 'execa';
import { buildPreemptLibrary } from '../../src/build/preempt-library.js';
import { packageRoot } from '../../src/paths.js';
import { WITHOUT_FOREIGN_OCAML } from '../../src/toolchain/environment.js';
import { compiler } from './ocaml.js';

/** How a program that uses the library `preempt` is run. */
export interface PreemptProgramOptions {
  readonly args?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  /** OCaml libraries beside `preempt`, in the order they are linked. */
  readonly libraries?: readonly string[];
  /** Links the runtime that checks itself (`-runtime-variant d`). */
  readonly debugRuntime?: boolean;
  /** Then it is killed: `signal` is SIGKILL. */
  readonly timeoutMs?: number;
}

export interface PreemptProgramResult {
  readonly stdout: string;
  readonly stderr: string;
  readonly exitCode: number | undefined;
  readonly signal: string | undefined;
}

const folder = mkdtempSync(path.join(tmpdir(), 'preempt-programs-'));
process.on('exit', () => {
  rmSync(folder, { recursive: true, force: true });
});

/* The module that test programs share, and a program's own C, where they lie beside it. */
const sourcesOf = (file: string): readonly string[] => {
  const check = path.join(path.dirname(file), 'check.ml');
  const stubs = file.replace(/\.ml$/, '_stubs.c');
  return [check, file, stubs].filter((source) => existsSync(source));
};

const build = async (file: string, flags: readonly string[]): Promise<string> => {
  const library = await buildPreemptLibrary(compiler);
  const name = path.basename(file, '.ml');
  const cwd = mkdtempSync(path.join(folder, `${name}-`));
  const names = sourcesOf(file).map((source) => path.basename(source));
  for (const source of sourcesOf(file)) {
    copyFileSync(source, path.join(cwd, path.basename(source)));
  }
  const warnings = ['-w', '+a-4-9-40-41-42-44-45-70'];
  const preempt = ['-I', library, 'preempt.cmxa'];
  await execa({ cwd, env: WITHOUT_FOREIGN_OCAML })(compiler.ocamlopt, [
    ...['-g', ...warnings, ...flags, ...preempt, ...names],
    ...['-o', name],
  ]);
  return path.join(cwd, name);
};

const built = new Map<string, Promise<string>>();

/**
 * Builds a program with the library `preempt`, once for each set of flags.
 *
 * @param file - the program, a path within the package
 * @returns the executable
 * @throws ExecaError with what the compiler says
 */
export const buildPreemptProgram = (
  file: string,
  { libraries = ['unix', 'threads'], debugRuntime = false }: PreemptProgramOptions = {},
): Promise<string> => {
  const flags = [
    ...(debugRuntime ? ['-runtime-variant', 'd'] : []),
    ...libraries.flatMap((each) => ['-I', `+${each}`, `${each}.cmxa`]),
  ];
  const key = [file, ...flags].join(' ');
  const program = built.get(key) ?? build(path.resolve(packageRoot, file), flags);
  built.set(key, program);
  return program;
};

/**
 * Builds a program with the library `preempt` and runs it.
 *
 * @param file - the program, a path within the package
 * @throws ExecaError with what the compiler says
 */
export const runPreemptProgram = async (
  file: string,
  options: PreemptProgramOptions = {},
): Promise<PreemptProgramResult> => {
  const { args = [], env = {}, timeoutMs = 120_000 } = options;
  const program = await buildPreemptProgram(file, options);
  const { stdout, stderr, exitCode, signal } = await execa(program, args, {
    env: { ...WITHOUT_FOREIGN_OCAML, ...env },
    reject: false,
    timeout: timeoutMs,
    killSignal: 'SIGKILL',
  });
  return { stdout, stderr, exitCode, signal };
};
