import { cachedVersions } from './cache.js';
import { catalogue, DEFAULT_VERSION } from './catalogue.js';
import type { Compiler, Unusable } from './compiler.js';
import { discover } from './discover.js';

/** The usable compilers, those that cannot be used, and those that can be installed. */
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
