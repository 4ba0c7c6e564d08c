import path from 'node:path';
import { packageRoot } from '../paths.js';
import type { SourceFile } from './content-hash.js';
import { sourcesBelow } from './sources.js';

const TELEMETRY = 'native/telemetry.h';

/** The sources below a folder of the package, included by their path from the package. */
export const packaged = (folder: string): Promise<readonly SourceFile[]> =>
  sourcesBelow(path.join(packageRoot, folder), folder);

/**
 * The shared sources of the runner library and every fixture: clock, ticker, telemetry.
 */
export const sharedSources = async (): Promise<readonly SourceFile[]> => [
  ...(await packaged('native/shared')),
  { file: path.join(packageRoot, TELEMETRY), name: TELEMETRY },
];

/**
 * The C sources that every fixture links: its side of a trial, and the shared sources.
 */
export const fixtureSupport = async (): Promise<readonly SourceFile[]> => [
  ...(await packaged('native/fixture')),
  ...(await sharedSources()),
];
