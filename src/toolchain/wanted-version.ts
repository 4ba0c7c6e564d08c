import { coerce, rcompare } from 'semver';
import { UsageError } from '../errors.js';
import { catalogue, type Release } from './catalogue.js';

/** `5.3.0`, `5.3.0+flambda`, or `5.3` for the newest of its line. */
const VERSION = /^\d+\.\d+(?:\.\d+[^\s/]*)?$/;
const LINE = /^\d+\.\d+$/;

/** Whether a word asks for a version rather than for a folder. */
export const isVersion = (wanted: string): boolean => VERSION.test(wanted);

const numbers = (version: string) => coerce(version) ?? '0.0.0';

/** The newest candidate that matches a requested version. */
export const newestMatch = <T extends { readonly version: string }>(
  wanted: string,
  candidates: readonly T[],
): T | undefined =>
  candidates
    .filter(({ version }) =>
      LINE.test(wanted) ? version.startsWith(`${wanted}.`) : version === wanted,
    )
    .sort((a, b) => rcompare(numbers(a.version), numbers(b.version)))[0];

/**
 * The error for a requested version that is not available: what is wrong with it, and
 * which versions can be installed.
 */
export const noSuchVersion = (wanted: string, problem: string): UsageError => {
  const installable = catalogue.map(({ version }) => version).join(', ');
  const wrong = !isVersion(wanted)
    ? `'${wanted}' is neither a version of OCaml nor a folder`
    : Number.parseInt(wanted) < 5
      ? `OCaml ${wanted} is too old, the lab needs 5.0 or newer`
      : `OCaml ${wanted} ${problem}`;
  return new UsageError(
    `${wrong}; \`preempt-lab toolchain install\` can build ${installable}, and another ` +
      `version is found when it is on PATH or in an opam switch`,
  );
};

/**
 * The release to install for a requested version.
 *
 * @throws {UsageError} that names the versions there are
 */
export const releaseFor = (wanted: string): Release => {
  const release = newestMatch(wanted, catalogue);
  if (release) return release;
  throw noSuchVersion(wanted, 'cannot be installed');
};
