import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { readSmallFile } from '../../small-file.js';
import { run } from '../run.js';

/** A Debian archive that the machine's own apt is configured with. */
export interface Mirror {
  readonly uri: string;
  /** The keyring that the machine trusts for it, when it names one. */
  readonly keyring?: string;
}

const mirror = (uri: string, keyring: string | undefined): Mirror =>
  keyring?.startsWith('/') ? { uri, keyring } : { uri };

/** An archive of the distribution has `main`; its security archive has no full suites. */
const isFullArchive = (
  suites: readonly string[],
  components: readonly string[],
): boolean =>
  components.includes('main') && suites.some((suite) => !suite.endsWith('-security'));

/** One-line format: `deb [option=value …] uri suite component …`. */
const parseOneLine = (text: string): Mirror[] =>
  text.split('\n').flatMap((line) => {
    const [, options = '', rest = ''] =
      /^\s*deb(?:-src)?\s+(?:\[([^\]]*)\]\s*)?([^#]*)/.exec(line) ?? [];
    const [uri, suite = '', ...components] = rest.trim().split(/\s+/);
    if (!uri || !isFullArchive([suite], components)) return [];
    return [mirror(uri, /signed-by=(\S+)/.exec(options)?.[1])];
  });

/** deb822 format: stanzas of `Field: value`, where indented lines continue a value. */
const parseDeb822 = (text: string): Mirror[] =>
  text
    .replace(/^#.*\n/gm, '')
    .split(/\n\s*\n/)
    .flatMap((stanza) => {
      const words = (field: string): string[] => {
        const value = new RegExp(`^${field}:((?:.*)(?:\\n[ \\t].*)*)`, 'im').exec(stanza);
        return value?.[1]?.split(/\s+/).filter(Boolean) ?? [];
      };
      if (words('Enabled')[0] === 'no') return [];
      if (!isFullArchive(words('Suites'), words('Components'))) return [];
      return words('URIs').map((uri) => mirror(uri, words('Signed-By')[0]));
    });

const parsers: Readonly<Record<string, (text: string) => Mirror[]>> = {
  '.list': parseOneLine,
  '.sources': parseDeb822,
};

const sourceFiles = async (): Promise<string[]> => {
  const keys = { list: 'Dir::Etc::sourcelist/f', parts: 'Dir::Etc::sourceparts/d' };
  const answer = await run('apt-config', ['shell', ...Object.entries(keys).flat()]);
  const value = (key: keyof typeof keys): string =>
    new RegExp(`^${key}='(.*)'$`, 'm').exec(answer)?.[1] ?? '';
  const parts = await readdir(value('parts')).catch(() => []);
  return [value('list'), ...parts.sort().map((name) => path.join(value('parts'), name))];
};

/**
 * The archives that the machine's own apt takes packages from, in apt's order. apt itself
 * is asked where it keeps its lists of them.
 *
 * @throws {ToolchainError} when apt cannot be asked
 */
export const configuredMirrors = async (): Promise<Mirror[]> => {
  const mirrors = await Promise.all(
    (await sourceFiles()).map(async (file) => {
      const parse = parsers[path.extname(file)];
      return parse ? parse(await readSmallFile(file).catch(() => '')) : [];
    }),
  );
  const all = mirrors.flat();
  return all.filter(
    ({ uri }, index) => all.findIndex((other) => other.uri === uri) === index,
  );
};
