import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { TrialRecord } from '../../src/journal/trial-record.js';
import { manifest, RUN } from './records.js';

/** Puts a run with these trials into a results folder, as `run` would have. */
export const writeRun = (
  results: string,
  trials: readonly TrialRecord[],
  run = RUN,
): void => {
  const folder = path.join(results, run);
  mkdirSync(folder, { recursive: true });
  writeFileSync(path.join(folder, 'run.json'), JSON.stringify(manifest({ run })));
  const lines = trials.map((trial) => `${JSON.stringify({ ...trial, run })}\n`);
  writeFileSync(path.join(folder, 'trials.ndjson'), lines.join(''));
};
