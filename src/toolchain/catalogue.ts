import { sha256, sha512, type Pin } from './integrity.js';
import { debianSource } from './sources/debian-source.js';
import { npmPackage } from './sources/npm.js';
import { ocamlSourcePackage } from './sources/ocaml-source-package.js';
import type { Source } from './sources/source.js';

/** One place to get a release's tarball from. */
export interface Download {
  readonly source: Source;
  /** What the tarball's digest must be. */
  readonly pin: Pin;
}

/** A version of OCaml that the lab can build for itself. */
export interface Release {
  readonly version: string;
  /** At least one; the first that gives the tarball is taken. */
  readonly downloads: readonly Download[];
}

const debian = (version: string, suites: readonly string[]): Source =>
  debianSource({ name: 'ocaml', version, suites });

const OCAML_5_3_0_XZ = sha256(
  'b0229336d9ebe0af905954bcd1ae5b293306bbcb08c01ead03500d9e5bc90164',
);
const OCAML_5_4_1_XZ = sha256(
  'b1e297adc186635540758eb064c7fab025598ae4436f3b9767e5025188b4e0ab',
);
const OCAML_5_5_2_GZ = sha256(
  '0b2fa96469edb7dd770afba8bcab72808ebb308fe5d3b9379f42d7956523fa86',
);

/** The suites that a version passes through, starting with Debian's experimental. */
const AFTER_EXPERIMENTAL = ['experimental', 'sid', 'forky'];

/** The versions that can be installed, the oldest first. */
export const catalogue: readonly Release[] = [
  {
    version: '5.1.0',
    downloads: [
      {
        // The package's own version is not the compiler's: this one holds OCaml 5.1.0.
        source: npmPackage('ocaml', '5.1.4'),
        pin: sha512(
          'qRNO1/DDK48yhNqcGJI2svrL8RkcT3jVA/B3TTrLhAqqfM8ZJopuT88dSFH7XcXp0psWHNY2Dl5zqCMwBTrs7A==',
        ),
      },
    ],
  },
  {
    version: '5.3.0',
    downloads: [
      {
        source: npmPackage('ocaml', '5.3.0'),
        pin: sha512(
          'D0uG44Q3r6LY4wSzhBZpHe+q1yMJ4QHgk5R1Osv7qLWBgWPQ2jE60vY6rXgJraL/H9fvsWOF3KZSIro/bS+Z8A==',
        ),
      },
      { source: ocamlSourcePackage('5.3.0', ['trixie'], 'xz'), pin: OCAML_5_3_0_XZ },
    ],
  },
  {
    version: '5.4.1',
    downloads: [
      { source: debian('5.4.1', ['sid', 'forky']), pin: OCAML_5_4_1_XZ },
      {
        source: ocamlSourcePackage('5.4.1', ['sid', 'forky'], 'xz'),
        pin: OCAML_5_4_1_XZ,
      },
    ],
  },
  {
    version: '5.5.2',
    downloads: [
      {
        source: ocamlSourcePackage('5.5.2', AFTER_EXPERIMENTAL, 'gzip'),
        pin: OCAML_5_5_2_GZ,
      },
      { source: debian('5.5.2', AFTER_EXPERIMENTAL), pin: OCAML_5_5_2_GZ },
    ],
  },
];

/** Whether a version belongs to a line (such as 5.1) that the lab is tested on. */
export const isTested = (version: string): boolean => {
  const line = (of: string) => of.split('.', 2).join('.');
  return catalogue.some((release) => line(release.version) === line(version));
};

/** The version to install when none was asked for and none was found. */
export const DEFAULT_VERSION = '5.3.0';
