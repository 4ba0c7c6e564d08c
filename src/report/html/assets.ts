import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { packageRoot } from '../../paths.js';

const read = (name: string): string =>
  readFileSync(path.join(packageRoot, 'web', name), 'utf8');

/** What the page looks like and does, from the folder `web`. */
export interface Assets {
  readonly style: string;
  readonly script: string;
  /** Allows this script and the page's own styles, and nothing else from anywhere. */
  readonly policy: string;
}

/** Reads what goes into every page. */
export const readAssets = (): Assets => {
  const script = `\n${['theme.js', 'scrollers.js', 'trials.js'].map(read).join('')}`;
  const hash = createHash('sha256').update(script).digest('base64');
  const policy =
    `default-src 'none'; script-src 'sha256-${hash}'; style-src 'unsafe-inline'; ` +
    "base-uri 'none'; form-action 'none'";
  return { style: `\n${read('page.css')}`, script, policy };
};
