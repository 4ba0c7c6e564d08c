import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { TrialRecord } from '../../src/journal/trial-record.js';
import { manifest, RUN } from './records.js';

/** Puts a run into a results folder, its trials numbered in their order. */
export const writeRun = (
  results: string,
  trials: readonly TrialRecord[],
  run = RUN,
): void => {
  const folder = path.join(results, run);
  const lines = trials.map((trial, index) =>
    JSON.stringify({ ...trial, run, trial: index }),
  );
  mkdirSync(folder, { recursive: true });
  writeFileSync(path.join(folder, 'run.json'), JSON.stringify(manifest({ run })));
  writeFileSync(
    path.join(folder, 'trials.ndjson'),
    lines.map((line) => `${line}\n`).join(''),
  );
};
