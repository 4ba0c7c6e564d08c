import { sha256, sha512, type Pin } from './integrity.js';
import { debianSource } from './sources/debian.js';
import { npmPackage } from './sources/npm.js';
import type { Source } from './sources/source.js';

/** A version of OCaml that the lab can build for itself. */
export interface Release {
  readonly version: string;
  readonly source: Source;
  /** What the tarball's digest must be. */
  readonly pin: Pin;
}

/** The versions that can be installed. */
export const catalogue: readonly Release[] = [
  {
    version: '5.1.0',
    // The package's own version is not the compiler's: this one holds OCaml 5.1.0.
    source: npmPackage('ocaml', '5.1.4'),
    pin: sha512(
      'qRNO1/DDK48yhNqcGJI2svrL8RkcT3jVA/B3TTrLhAqqfM8ZJopuT88dSFH7XcXp0psWHNY2Dl5zqCMwBTrs7A==',
    ),
  },
  {
    version: '5.3.0',
    source: npmPackage('ocaml', '5.3.0'),
    pin: sha512(
      'D0uG44Q3r6LY4wSzhBZpHe+q1yMJ4QHgk5R1Osv7qLWBgWPQ2jE60vY6rXgJraL/H9fvsWOF3KZSIro/bS+Z8A==',
    ),
  },
  {
    version: '5.4.1',
    source: debianSource('ocaml', '5.4.1', ['sid', 'forky']),
    pin: sha256('b1e297adc186635540758eb064c7fab025598ae4436f3b9767e5025188b4e0ab'),
  },
];

/** Whether a version is of a line (5.1, say) that the lab is tested on. */
export const isTested = (version: string): boolean => {
  const line = (of: string) => of.split('.', 2).join('.');
  return catalogue.some((release) => line(release.version) === line(version));
};

/** The version to install when none was asked for and none was found. */
export const DEFAULT_VERSION = '5.3.0';
