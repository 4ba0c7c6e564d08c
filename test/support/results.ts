import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Manifest } from '../../src/journal/manifest.js';
import type { TrialRecord } from '../../src/journal/trial-record.js';
import { manifest, RUN } from './records.js';

/** Puts a run into a results folder, its trials numbered in their order.
 *
 * @param fields - of its manifest, put in place of the usual ones
 */
export const writeRun = (
  results: string,
  trials: readonly TrialRecord[],
  run = RUN,
  fields: Partial<Manifest> = {},
): void => {
  const folder = path.join(results, run);
  const lines = trials.map((trial, index) =>
    JSON.stringify({ ...trial, run, trial: index }),
  );
  mkdirSync(folder, { recursive: true });
  writeFileSync(
    path.join(folder, 'run.json'),
    JSON.stringify(manifest({ ...fields, run })),
  );
  writeFileSync(
    path.join(folder, 'trials.ndjson'),
    lines.map((line) => `${line}\n`).join(''),
  );
};
