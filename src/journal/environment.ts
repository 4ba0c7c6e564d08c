import { createHash } from 'node:crypto';
import os from 'node:os';
import { cCompilerVersion } from '../build/c-compiler.js';
import { OCAML_BUILD_FLAGS } from '../build/compile-ocaml.js';
import { NATIVE_FLAGS } from '../build/native-fixture.js';
import { packageRoot } from '../paths.js';
import type { Compiler } from '../toolchain/compiler.js';
import { tool } from '../toolchain/tool.js';
import {
  subjectOf,
  type GeneratorToolchain,
  type Toolchain,
} from '../toolchain/toolchain.js';
import { labVersion } from '../version.js';
import type { Manifest } from './manifest.js';

const git = async (...args: readonly string[]): Promise<string | undefined> => {
  const run = tool({ cwd: packageRoot })({ reject: false });
  const { stdout, failed } = await run('git', args);
  return failed ? undefined : stdout.trim();
};

/** The lab's own version, and its commit when it runs from a checkout of its own. */
export const describeLab = async (): Promise<Manifest['lab']> => {
  const version = labVersion();
  // Empty at the top. A path could contain any character and lose those at its end.
  const way = await git('rev-parse', '--show-cdup');
  if (way !== '') {
    return { version, revision: null, modified: null };
  }
  const changes = await git('status', '--porcelain', '--untracked-files=no');
  const revision = (await git('rev-parse', 'HEAD')) ?? null;
  return { version, revision, modified: changes !== '' };
};

/**
 * The machine, as far as it can affect how a trial ends.
 *
 * @param minSignalStackBytes - as the runner library reads it from the kernel
 */
export const describeMachine = (minSignalStackBytes: number): Manifest['machine'] => {
  const facts = {
    kernel: `${os.type()} ${os.release()}`,
    cpu: os.cpus()[0]?.model ?? 'unknown',
    cores: os.availableParallelism(),
    memoryBytes: os.totalmem(),
    minSignalStackBytes,
  };
  const id = createHash('sha256').update(JSON.stringify(facts)).digest('hex');
  return { id: id.slice(0, 8), ...facts };
};

/** The tools that built and ran everything. */
export const describeTools = async (): Promise<Manifest['tools']> => ({
  node: process.version,
  cc: await cCompilerVersion(),
  flags: [...OCAML_BUILD_FLAGS],
});

type SubjectConfig = Manifest['subjects'][number]['config'];

/** What `ocamlopt -config` says, with the paths of this machine taken out. */
const ocamlConfig = ({ prefix, config }: Compiler): SubjectConfig =>
  Object.fromEntries(
    Object.entries(config).map(([key, value]) => [
      key,
      value.replaceAll(prefix, '$PREFIX'),
    ]),
  );

const generatorConfig = ({ boostContext }: GeneratorToolchain): SubjectConfig => ({
  boost_context: boostContext.origin,
  c_flags: NATIVE_FLAGS.join(' '),
});

/** The subject of a toolchain, and what its fixtures were built with. */
export const describeToolchain = (
  toolchain: Toolchain,
): Manifest['subjects'][number] => ({
  ...subjectOf(toolchain),
  config:
    toolchain.kind === 'ocaml' ? ocamlConfig(toolchain) : generatorConfig(toolchain),
});
