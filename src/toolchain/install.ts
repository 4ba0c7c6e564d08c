import { cp, mkdir, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { ToolchainError } from '../errors.js';
import { build } from './build.js';
import {
  cachedPrefix,
  makeStaging,
  makeWorkplace,
  removeStaging,
  requireBuildable,
} from './cache.js';
import type { Release } from './catalogue.js';
import { requireCommands } from './on-path.js';
import { inspectPrefix, ocamloptIn, readConfig, type Compiler } from './compiler.js';
import { fetchTarball } from './fetch-tarball.js';
import { isHarmless } from './harmless.js';
import { withVersionLock } from './lock.js';
import { run } from './run.js';
import { hasTests, keepTests } from './testsuite.js';
import type { Progress } from './progress.js';

const OTHER_WAYS = `
You can also give the lab an OCaml, 5.0 or newer, that is already there:
  --ocaml <prefix>  the folder whose bin/ holds its ocamlopt
  PATH              an ocamlopt on it is found by itself
  opam              so is one in any switch`;

const fetchAndUnpack = async (
  release: Release,
  workplace: string,
  progress: Progress,
) => {
  const tarball = await fetchTarball(release, path.join(workplace, 'download'), progress);
  const source = path.join(workplace, 'source');
  await mkdir(source, { recursive: true });
  progress.onProgress(`unpacking ${path.basename(tarball)}`);
  await run('tar', ['-xf', tarball, '-C', source, '--strip-components=1'], {
    signal: progress.signal,
  });
  return source;
};

const requireVersion = async (prefix: string, version: string): Promise<void> => {
  const built = (await readConfig(ocamloptIn(prefix))).version ?? 'nothing';
  if (built === version) return;
  throw new ToolchainError(`the source is of ${built}, not ${version}`);
};

/**
 * The prefix that a compiler is built for. OCaml has it in commands and in files that it
 * generates. If the true one could not be used there, the compiler gets one that nobody
 * can make, and is told in OCAMLLIB where its library is.
 */
const prefixToBuildFor = (version: string): string =>
  isHarmless(cachedPrefix(version))
    ? cachedPrefix(version)
    : `/nonexistent/preempt-lab/ocaml/${version}`;

/** Moves a folder, even to another disk. */
const move = async (from: string, to: string): Promise<void> => {
  try {
    await rename(from, to);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EXDEV') throw error;
    // Links stay as they are: those in bin/ lead to their neighbours.
    await cp(from, to, { recursive: true, verbatimSymlinks: true });
  }
};

/** Puts a built compiler in its place in one step, wherever it was built. */
const publish = async (built: string, version: string): Promise<void> => {
  const staged = path.join(await makeStaging(version), 'built');
  await move(built, staged);
  await rm(cachedPrefix(version), { recursive: true, force: true });
  await rename(staged, cachedPrefix(version));
};

const buildAndPublish = async (release: Release, progress: Progress): Promise<void> => {
  const { version } = release;
  const prefix = prefixToBuildFor(version);
  const workplace = await makeWorkplace(version);
  const destination = path.join(workplace, 'root');
  const source = await fetchAndUnpack(release, workplace, progress);
  await build({ source, prefix, destination }, progress);
  const built = path.join(destination, prefix);
  await requireVersion(built, version);
  await keepTests(source, built, path.join(workplace, 'tests'));
  await publish(built, version);
};

/** Adds tests to a compiler that was built before the lab kept them. */
const addTests = async (release: Release, progress: Progress): Promise<void> => {
  const { version } = release;
  const source = await fetchAndUnpack(release, await makeWorkplace(version), progress);
  const staging = await makeStaging(version);
  await keepTests(source, cachedPrefix(version), path.join(staging, 'tests'));
};

const installed = async (version: string): Promise<Compiler | undefined> => {
  const inspection = await inspectPrefix(cachedPrefix(version), 'cache');
  return 'compiler' in inspection ? inspection.compiler : undefined;
};

const installLocked = async (release: Release, progress: Progress): Promise<Compiler> => {
  const { version } = release;
  const already = await installed(version);
  if (already && hasTests(already.prefix)) return already;
  await removeStaging(version);
  try {
    await (already ? addTests : buildAndPublish)(release, progress);
  } finally {
    await removeStaging(version);
  }
  const compiler = await installed(version);
  if (!compiler) throw new ToolchainError('what was built is not a usable compiler');
  return compiler;
};

/**
 * A system error, such as a cache that cannot be written or a full disk, is not the lab's
 * defect either.
 */
const isSystemError = (error: unknown): error is Error =>
  error instanceof Error && 'syscall' in error;

/**
 * Builds a release into the lab's cache, or returns the compiler that is there already.
 * If that has no tests of the distribution and they can be obtained, they are added.
 * Processes that want the same version wait for one another. The compiler is built and
 * installed in a folder of its own and put in its place by one rename, so that an
 * interrupted build leaves nothing that could be taken for it.
 *
 * @throws {ToolchainError} that says what went wrong and how else to get an OCaml
 * @throws {Interrupted} when the signal aborts; the build's processes are dead by then
 */
export const install = async (
  release: Release,
  progress: Progress,
): Promise<Compiler> => {
  const already = await installed(release.version);
  if (already && hasTests(already.prefix)) return already;
  try {
    await requireCommands(['cc', 'make', 'tar']);
    requireBuildable();
    return await withVersionLock(release.version, progress, (signal) =>
      installLocked(release, { ...progress, signal }),
    );
  } catch (error) {
    if (!(error instanceof ToolchainError || isSystemError(error))) throw error;
    if (already) {
      progress.onProgress('continuing without the tests of its distribution');
      return already;
    }
    const cause = `cannot install OCaml ${release.version}: ${error.message}`;
    throw new ToolchainError(`${cause}\n${OTHER_WAYS}`, { cause: error });
  }
};
