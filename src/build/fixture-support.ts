import path from 'node:path';
import { packageRoot } from '../paths.js';
import type { SourceFile } from './content-hash.js';
import { sourcesBelow } from './sources.js';

const FROM_THE_DRIVER = [
  'native/telemetry.h',
  ...['native/driver/ticker.h', 'native/driver/ticker.c'],
  ...['native/driver/deadline.h', 'native/driver/deadline.c'],
];

/**
 * The C sources that every fixture links: its side of the telemetry, and the ticker
 * with which it can signal itself. They are included by their path from the package.
 */
export const fixtureSupport = async (): Promise<readonly SourceFile[]> => [
  ...(await sourcesBelow(path.join(packageRoot, 'native', 'fixture'), 'native/fixture')),
  ...FROM_THE_DRIVER.map((name) => ({ file: path.join(packageRoot, name), name })),
];
