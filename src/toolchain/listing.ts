import chalk from 'chalk';
import Table from 'cli-table3';
import { cachedVersions } from './cache.js';
import { catalogue, DEFAULT_VERSION } from './catalogue.js';
import type { Compiler, Unusable } from './compiler.js';
import { discover } from './discover.js';

/** The compilers there are, those that will not do, and those there could be. */
export interface Listing {
  readonly compilers: readonly Compiler[];
  readonly unusable: readonly Unusable[];
  readonly installable: readonly {
    readonly version: string;
    /** Tried in this order. */
    readonly sources: readonly string[];
    readonly installed: boolean;
    readonly default: boolean;
  }[];
}

/** Takes stock of the machine; nothing is installed or changed. */
export const listToolchain = async (): Promise<Listing> => {
  const compilers: Compiler[] = [];
  const unusable: Unusable[] = [];
  for await (const inspection of discover()) {
    if ('compiler' in inspection) compilers.push(inspection.compiler);
    else unusable.push(inspection.unusable);
  }
  const cached = await cachedVersions();
  const installable = catalogue.map(({ version, downloads }) => ({
    version,
    sources: downloads.map(({ source }) => source.title),
    installed: cached.includes(version),
    default: version === DEFAULT_VERSION,
  }));
  return { compilers, unusable, installable };
};

const BORDERS = [
  ...['top', 'top-mid', 'top-left', 'top-right', 'bottom', 'bottom-mid', 'bottom-left'],
  ...['bottom-right', 'left', 'left-mid', 'mid', 'mid-mid', 'right', 'right-mid'],
];

const table = (head: string[], rows: string[][]): string => {
  const lines = new Table({
    head: head.map((title) => chalk.bold(title)),
    chars: { ...Object.fromEntries(BORDERS.map((name) => [name, ''])), middle: '  ' },
    style: { 'padding-left': 0, 'padding-right': 0, head: [], border: [] },
  });
  lines.push(...rows);
  return lines.toString().replace(/ +$/gm, '');
};

/** A listing as tables for a reader; paths are left whole, so that they can be copied. */
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
      ? table(['found', 'in', 'prefix'], found)
      : 'No OCaml compiler found.',
    '',
    table(
      ['installable', 'from', ''],
      installable.map((release) => [
        release.version,
        release.sources.join('\n'),
        notes(release),
      ]),
    ),
  ].join('\n');
};
