import { existsSync } from 'node:fs';
import { copyFile, mkdir, mkdtemp, readdir, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { ToolchainError } from '../errors.js';
import { cachePath } from '../paths.js';
import { readSmallFile } from '../small-file.js';
import { executablesOnPath } from './on-path.js';
import { isHarmless, temporaryFolder } from './harmless.js';
import { run } from './run.js';
import { configuredMirrors } from './debian/apt-mirrors.js';
import { setUpPrivateApt } from './debian/private-apt.js';
import { tool } from './tool.js';
import type { Progress } from './progress.js';

const ARCHIVE = 'libboost_context.a';

/**
 * Debian's package of the development files for whichever Boost a release of Debian has.
 */
const PACKAGE = 'libboost-context-dev';

/** Boost.Context to link statically, and where it comes from. */
export interface BoostContext {
  readonly archive: string;
  readonly origin: 'system' | 'cache';
}

const cached = (): string => cachePath('boost-context', ARCHIVE);

/**
 * Where the C compiler would find it; nothing if it would not and prints the bare name.
 */
const onSystem = async (): Promise<string | undefined> => {
  if ((await executablesOnPath('cc')).length === 0) return undefined;
  const { stdout } = await tool()('cc', [`-print-file-name=${ARCHIVE}`]);
  return path.isAbsolute(stdout) ? path.resolve(stdout) : undefined;
};

/**
 * The Boost.Context that is on the machine: the system's, or what the lab has unpacked
 * into its cache. Nothing is downloaded.
 */
export const findBoostContext = async (): Promise<BoostContext | undefined> => {
  const archive = await onSystem();
  if (archive !== undefined) return { archive, origin: 'system' };
  return existsSync(cached()) ? { archive: cached(), origin: 'cache' } : undefined;
};

const onlyFile = async (folder: string, extension: string): Promise<string> => {
  const files = await readdir(folder, { recursive: true });
  const file = files.find((name) => name.endsWith(extension));
  if (file === undefined)
    throw new ToolchainError(`no ${extension} came with ${PACKAGE}`);
  return path.join(folder, file);
};

/** The package that PACKAGE stands for, such as libboost-context1.74-dev. */
const versionedPackage = async (apt: readonly string[]): Promise<string> => {
  const answer = await run('apt-cache', [...apt, 'depends', '--important', PACKAGE]);
  const [, name] = /^ *Depends: (libboost-context\S+)$/m.exec(answer) ?? [];
  if (name === undefined) throw new ToolchainError(`apt does not know ${PACKAGE}`);
  return name;
};

const download = async (
  folder: string,
  apt: readonly string[],
  { signal }: Progress,
): Promise<void> => {
  const name = await versionedPackage(apt);
  await run('apt-get', [...apt, 'download', name], { cwd: folder, signal });
};

const release = async (): Promise<string> => {
  const text = await readSmallFile('/etc/os-release').catch(() => '');
  const [, codename] = /^VERSION_CODENAME=(\S+)$/m.exec(text) ?? [];
  if (codename === undefined) throw new ToolchainError('this is no release of Debian');
  return codename;
};

/** Downloads with lists of the lab's own, for a machine whose apt has none yet. */
const downloadAfresh = async (folder: string, progress: Progress): Promise<void> => {
  const [mirror] = await configuredMirrors();
  if (!mirror) throw new ToolchainError('apt is configured with no archive');
  const apt = await setUpPrivateApt(
    path.join(folder, 'apt'),
    mirror,
    await release(),
    'deb',
  );
  await run('apt-get', [...apt, 'update'], { signal: progress.signal });
  await download(folder, apt, progress);
};

const fetchPackage = async (folder: string, progress: Progress): Promise<void> => {
  try {
    await download(folder, [], progress);
  } catch (error) {
    if (!(error instanceof ToolchainError)) throw error;
    progress.onProgress('asking the archive which packages there are');
    await downloadAfresh(folder, progress);
  }
};

/** Makes the folder that apt works in, whose path is in apt's configuration. */
const makeWorkplace = async (): Promise<string> => {
  const elsewhere = isHarmless(cachePath()) ? undefined : temporaryFolder();
  if (elsewhere !== undefined) return mkdtemp(path.join(elsewhere, 'preempt-lab-boost-'));
  await mkdir(cachePath(), { recursive: true });
  return mkdtemp(cachePath('.boost-context-'));
};

/** Puts the archive into the cache in one step, whichever disk it comes from. */
const publish = async (archive: string): Promise<void> => {
  const folder = path.dirname(cached());
  await mkdir(folder, { recursive: true });
  const staging = await mkdtemp(path.join(folder, '.staging-'));
  try {
    await copyFile(archive, path.join(staging, ARCHIVE));
    await rename(path.join(staging, ARCHIVE), cached());
  } finally {
    await rm(staging, { recursive: true, force: true });
  }
};

/**
 * Finds Boost.Context, or unpacks Debian's package of it into the cache. This needs no
 * root and installs nothing.
 *
 * @throws {ToolchainError} that says why it cannot be obtained and what to install
 * instead
 */
export const resolveBoostContext = async (progress: Progress): Promise<BoostContext> => {
  const found = await findBoostContext();
  if (found) return found;
  const workplace = await makeWorkplace();
  try {
    progress.onProgress(`downloading ${PACKAGE}`);
    await fetchPackage(workplace, progress);
    const unpacked = path.join(workplace, 'unpacked');
    await run('dpkg-deb', ['-x', await onlyFile(workplace, '.deb'), unpacked]);
    await publish(await onlyFile(unpacked, ARCHIVE));
    return { archive: cached(), origin: 'cache' };
  } catch (error) {
    if (!(error instanceof ToolchainError)) throw error;
    throw new ToolchainError(
      `cannot fetch Boost.Context: ${error.message}\n` +
        `Install it: apt-get install ${PACKAGE}`,
      { cause: error },
    );
  } finally {
    await rm(workplace, { recursive: true, force: true });
  }
};
