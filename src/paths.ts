import { existsSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import envPaths from 'env-paths';

const here = path.dirname(fileURLToPath(import.meta.url));

/**
 * The folder that holds package.json, and with it the fixtures and native sources.
 * It is one level up when the TypeScript sources run, two when the built ones do.
 */
export const packageRoot = existsSync(path.join(here, '..', 'package.json'))
  ? path.join(here, '..')
  : path.join(here, '..', '..');

/**
 * A folder below the lab's own cache (`XDG_CACHE_HOME`, else `~/.cache`). Compilers,
 * fixtures and the driver library live here; nothing is ever written into the package.
 */
export const cachePath = (...parts: string[]): string =>
  path.join(envPaths('preempt-lab', { suffix: '' }).cache, ...parts);
