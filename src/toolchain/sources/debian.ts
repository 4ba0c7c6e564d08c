import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { ToolchainError } from '../../errors.js';
import { run } from '../run.js';
import type { Work } from '../work.js';
import { configuredMirrors } from './apt-mirrors.js';
import { setUpPrivateApt } from './private-apt.js';
import type { Source } from './source.js';

interface Package {
  readonly name: string;
  readonly version: string;
}

/** The package's version with Debian's revision (5.4.1-2), which moves on by itself. */
const findRevision = async (
  { name, version }: Package,
  options: readonly string[],
): Promise<string> => {
  const records = await run('apt-cache', ['showsrc', name, ...options]);
  const versions = [...records.matchAll(/^Version: (.*)$/gm)].map(
    ([, found = '']) => found,
  );
  const revision = versions.find((found) => found.startsWith(`${version}-`));
  if (revision !== undefined) return revision;
  throw new ToolchainError(`it has ${name} ${versions.join(', ')} and not ${version}`);
};

const errors = (lines: string[]): string[] =>
  lines.filter((line) => line.startsWith('E: '));

const download = async (
  wanted: Package,
  folder: string,
  apt: readonly string[],
  signal: AbortSignal | undefined,
): Promise<string> => {
  const options = { cwd: folder, signal, pickCause: errors };
  await run('apt-get', ['update', ...apt], options);
  const revision = `${wanted.name}=${await findRevision(wanted, apt)}`;
  // The tarball alone: a suite that has moved on may lack the other files.
  const only = ['--download-only', '--tar-only'];
  await run('apt-get', ['source', ...only, revision, ...apt], options);
  const tarball = (await readdir(folder)).find((file) => file.includes('.orig.tar.'));
  if (tarball === undefined) throw new ToolchainError(`${revision} has no tarball`);
  return path.join(folder, tarball);
};

const downloadFromAny = async (
  wanted: Package,
  suites: readonly string[],
  folder: string,
  { onProgress, signal }: Work,
): Promise<string> => {
  const mirrors = await configuredMirrors();
  const places = suites.flatMap((suite) => mirrors.map((mirror) => ({ mirror, suite })));
  const failures: string[] = [];
  for (const [index, { mirror, suite }] of places.entries()) {
    onProgress(`fetching the source package ${wanted.name} from Debian ${suite}`);
    const own = path.join(folder, String(index));
    const apt = await setUpPrivateApt(own, mirror, suite, 'deb-src');
    try {
      return await download(wanted, own, apt, signal);
    } catch (error) {
      if (!(error instanceof ToolchainError)) throw error;
      failures.push(`  ${mirror.uri} ${suite}: ${error.message}`);
    }
  }
  const tried = failures.join('\n') || "  this machine's apt is configured with none";
  throw new ToolchainError(`no archive of Debian gave the source package\n${tried}`);
};

/**
 * The upstream tarball of a Debian source package, from the mirrors that the machine's
 * own apt is configured with, whichever release of Debian it runs.
 *
 * @param suites which of Debian's suites may have this version, the likeliest first
 */
export const debianSource = (
  name: string,
  version: string,
  suites: readonly string[],
): Source => ({
  title: `Debian source package ${name} ${version}`,
  commands: ['apt-get', 'xz'],
  fetch: (folder, work) => downloadFromAny({ name, version }, suites, folder, work),
});
