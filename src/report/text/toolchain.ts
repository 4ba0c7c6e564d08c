import chalk from 'chalk';
import type { Listing } from '../../toolchain/listing.js';
import { wideTable } from './plain-table.js';

/** A listing as tables for a reader; paths are kept whole so that they can be copied. */
export const renderListing = ({ compilers, unusable, installable }: Listing): string => {
  const found = [
    ...compilers.map(({ version, origin, prefix }) => [version, origin, prefix]),
    ...unusable.map(({ version = '-', origin, prefix, reason }) =>
      [version, origin, `${prefix}\nnot usable: ${reason}`].map((cell) =>
        chalk.dim(cell),
      ),
    ),
  ];
  const notes = (release: Listing['installable'][number]): string =>
    [release.default && 'default', release.installed && 'installed']
      .filter(Boolean)
      .join(', ');
  return [
    found.length > 0
      ? wideTable(['found', 'in', 'prefix'], found)
      : 'No OCaml compiler found.',
    '',
    wideTable(
      ['installable', 'from', ''],
      installable.map((release) => [
        release.version,
        release.sources.join('\n'),
        notes(release),
      ]),
    ),
  ].join('\n');
};
