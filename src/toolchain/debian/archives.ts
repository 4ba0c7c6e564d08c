import path from 'node:path';
import { ToolchainError } from '../../errors.js';
import { run } from '../run.js';
import type { Progress } from '../progress.js';
import { configuredMirrors } from './apt-mirrors.js';
import { setUpPrivateApt, type Archive } from './private-apt.js';

/** One version of a package, which may be in several suites of Debian. */
export interface WantedPackage {
  readonly name: string;
  /** The upstream version; Debian's revision after it changes independently. */
  readonly version: string;
  /** The suites that may have it, the likeliest first. */
  readonly suites: readonly string[];
}

/** Where one attempt to fetch a package is made. */
export interface Attempt {
  /** A folder of its own. */
  readonly folder: string;
  /** The options with which an apt command knows only one suite. */
  readonly apt: readonly string[];
  readonly signal: AbortSignal | undefined;
}

const errors = (lines: string[]): string[] =>
  lines.filter((line) => line.startsWith('E: '));

/**
 * Runs an apt command for an attempt. Of its complaints, only the errors are reported.
 */
export const runApt = (
  command: string,
  args: readonly string[],
  { folder, apt, signal }: Attempt,
): Promise<string> =>
  run(command, [...args, ...apt], { cwd: folder, signal, pickCause: errors });

/**
 * The package's version with Debian's revision (5.4.1-2).
 *
 * @param records - what `apt-cache show` or `showsrc` printed of the package
 * @throws {ToolchainError} that names the versions there are
 */
export const findRevision = (
  { name, version }: WantedPackage,
  records: string,
): string => {
  const versions = [...records.matchAll(/^Version: (.*)$/gm)].map(
    ([, found = '']) => found,
  );
  const revision = versions.find((found) => found.startsWith(`${version}-`));
  if (revision !== undefined) return revision;
  throw new ToolchainError(`it has ${name} ${versions.join(', ')}, not ${version}`);
};

/**
 * Looks for a package in each suite of each archive of Debian that the machine's own apt
 * is configured with, whichever release of Debian it runs. The lists of each are fetched
 * first.
 *
 * @param archive - whether the package is a binary or a source package
 * @param fetch - downloads it; if it throws a ToolchainError, the next archive is tried
 * @throws {ToolchainError} that gives every archive's reason when none provided it
 */
export const fromAnyArchive = async <T>(
  wanted: WantedPackage,
  archive: Archive,
  folder: string,
  { onProgress, signal }: Progress,
  fetch: (attempt: Attempt) => Promise<T>,
): Promise<T> => {
  const { name, suites } = wanted;
  const mirrors = await configuredMirrors();
  const places = suites.flatMap((suite) => mirrors.map((mirror) => ({ mirror, suite })));
  const failures: string[] = [];
  for (const [index, { mirror, suite }] of places.entries()) {
    onProgress(`fetching the package ${name} from Debian ${suite}`);
    const own = path.join(folder, String(index));
    const apt = await setUpPrivateApt(own, mirror, suite, archive);
    const attempt = { folder: own, apt, signal };
    try {
      await runApt('apt-get', ['update'], attempt);
      return await fetch(attempt);
    } catch (error) {
      if (!(error instanceof ToolchainError)) throw error;
      failures.push(`  ${mirror.uri} ${suite}: ${error.message}`);
    }
  }
  const tried = failures.join('\n') || "  this machine's apt is configured with none";
  throw new ToolchainError(`no Debian archive provided the package ${name}\n${tried}`);
};
