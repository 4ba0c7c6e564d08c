import path from 'node:path';
import { run } from '../run.js';
import type { Source } from './source.js';

/** npm waits a minute before its last attempt; without a network that is a long time. */
const LONGEST_PAUSE_MS = 10_000;

const CAUSE_LINES = 4;

/** npm prints the cause first, and then much else, including stack traces. */
const firstErrors = (lines: string[]): string[] =>
  lines.filter((line) => /^npm (?:error|ERR!) (?! )/.test(line)).slice(0, CAUSE_LINES);

/**
 * A source that is inside a package of the npm registry. It is fetched with the user's
 * own npm, from the folder the lab runs in, so that every .npmrc, mirror and proxy
 * applies. Settings that an enclosing npm hands down for its own run are overridden.
 */
export const npmPackage = (name: string, version: string): Source => ({
  title: `npm package ${name}@${version}`,
  commands: ['npm'],
  fetch: async (folder, { onProgress, signal }) => {
    onProgress(`fetching ${name}@${version} with npm`);
    await run(
      'npm',
      [
        ...['pack', `${name}@${version}`, '--pack-destination', folder],
        ...['--dry-run=false', '--ignore-scripts', '--loglevel=error'],
        `--fetch-retry-maxtimeout=${LONGEST_PAUSE_MS}`,
      ],
      { signal, pickCause: firstErrors },
    );
    return path.join(folder, `${name}-${version}.tgz`);
  },
});
