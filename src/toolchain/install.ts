import { mkdir, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { ToolchainError } from '../errors.js';
import { build } from './build.js';
import { cachedPrefix, removeStaging, stagingFolder } from './cache.js';
import type { Release } from './catalogue.js';
import { requireCommands } from './commands.js';
import { inspectPrefix, ocamloptIn, readConfig, type Compiler } from './compiler.js';
import { fetchTarball } from './fetch-tarball.js';
import { withVersionLock } from './lock.js';
import { run } from './run.js';
import { hasTests, keepTests } from './testsuite.js';
import type { Work } from './work.js';

const OTHER_WAYS = `
You can also give the lab an OCaml, 5.0 or newer, that is already there:
  --ocaml <prefix>  the folder whose bin/ holds its ocamlopt
  PATH              an ocamlopt on it is found by itself
  opam              so is one in any switch`;

const fetchAndUnpack = async (release: Release, staging: string, work: Work) => {
  const tarball = await fetchTarball(release, path.join(staging, 'download'), work);
  const source = path.join(staging, 'source');
  await mkdir(source, { recursive: true });
  work.onProgress(`unpacking ${path.basename(tarball)}`);
  await run('tar', ['-xf', tarball, '-C', source, '--strip-components=1'], {
    signal: work.signal,
  });
  return source;
};

const requireVersion = async (prefix: string, version: string): Promise<void> => {
  const built = (await readConfig(ocamloptIn(prefix))).version ?? 'nothing';
  if (built === version) return;
  throw new ToolchainError(`the source was of ${built}, not of ${version}`);
};

const buildAndPublish = async (release: Release, work: Work): Promise<void> => {
  const prefix = cachedPrefix(release.version);
  const staging = stagingFolder(release.version);
  const destination = path.join(staging, 'root');
  const source = await fetchAndUnpack(release, staging, work);
  await build({ source, prefix, destination }, work);
  const built = path.join(destination, prefix);
  await requireVersion(built, release.version);
  await keepTests(source, built, path.join(staging, 'tests'));
  await rm(prefix, { recursive: true, force: true });
  await rename(built, prefix);
};

/** For a compiler that was built before the lab kept tests. */
const addTests = async (release: Release, work: Work): Promise<void> => {
  const staging = stagingFolder(release.version);
  const source = await fetchAndUnpack(release, staging, work);
  await keepTests(source, cachedPrefix(release.version), path.join(staging, 'tests'));
};

const installed = async (version: string): Promise<Compiler | undefined> => {
  const inspection = await inspectPrefix(cachedPrefix(version), 'cache');
  return 'compiler' in inspection ? inspection.compiler : undefined;
};

const installLocked = async (release: Release, work: Work): Promise<Compiler> => {
  const { version } = release;
  const already = await installed(version);
  if (already && hasTests(already.prefix)) return already;
  await removeStaging(version);
  try {
    await (already ? addTests : buildAndPublish)(release, work);
  } finally {
    await removeStaging(version);
  }
  const compiler = await installed(version);
  if (!compiler) throw new ToolchainError('what was built is not a usable compiler');
  return compiler;
};

const requireBuildable = async ({ version }: Release): Promise<void> => {
  await requireCommands(['cc', 'make', 'tar']);
  if (/\s/.test(cachedPrefix(version))) {
    throw new ToolchainError(
      `OCaml cannot be built for a path with blanks in it, and the cache is in ` +
        `${cachedPrefix(version)}; set XDG_CACHE_HOME to another folder`,
    );
  }
};

/** A cache that cannot be written, a full disk: not the lab's defect either. */
const isSystemError = (error: unknown): error is Error =>
  error instanceof Error && 'syscall' in error;

/**
 * Builds a release into the lab's cache, or gives what is there already, to which tests of
 * the distribution are added if it has none and they can be had. Processes that
 * want the same version wait for one another. The compiler is built and installed in a
 * staging folder and put in its place by one rename, so that an interrupted build leaves
 * nothing that could be taken for it.
 *
 * @throws {ToolchainError} that says what went wrong and how else to come by an OCaml
 * @throws {Interrupted} when the signal aborts; the build's processes are dead by then
 */
export const install = async (release: Release, work: Work): Promise<Compiler> => {
  const already = await installed(release.version);
  if (already && hasTests(already.prefix)) return already;
  try {
    await requireBuildable(release);
    return await withVersionLock(release.version, work, (signal) =>
      installLocked(release, { ...work, signal }),
    );
  } catch (error) {
    if (!(error instanceof ToolchainError || isSystemError(error))) throw error;
    if (already) {
      work.onProgress('going without the tests of its distribution');
      return already;
    }
    const cause = `cannot install OCaml ${release.version}: ${error.message}`;
    throw new ToolchainError(`${cause}\n${OTHER_WAYS}`, { cause: error });
  }
};
