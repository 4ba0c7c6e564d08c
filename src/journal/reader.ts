import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import { z } from 'zod';
import { messageOf } from '../errors.js';
import { manifestFile, packedTrialsFile, runFolder, trialsFile } from './layout.js';
import { manifestSchema, type Manifest } from './manifest.js';
import { RUN_ID } from './run-id.js';
import { trialRecordSchema, type TrialRecord } from './trial-record.js';

/** Something on disk that was passed over, and why. */
export interface Problem {
  readonly file: string;
  readonly line?: number;
  readonly reason: string;
}

export interface RecordedRun {
  readonly manifest: Manifest;
  readonly trials: readonly TrialRecord[];
}

const firstIssue = (error: unknown): string => {
  if (!(error instanceof z.ZodError)) return messageOf(error);
  const [issue] = error.issues;
  return issue ? `${issue.path.join('.')}: ${issue.message}` : error.message;
};

/** Parses JSON text against a schema, or says what is wrong with it. */
export const parse = <T>(schema: z.ZodType<T>, text: string): T | { problem: string } => {
  try {
    return schema.parse(JSON.parse(text));
  } catch (error) {
    return { problem: firstIssue(error) };
  }
};

/** Whether {@link parse} found something wrong. */
export const isProblem = (value: object): value is { problem: string } =>
  'problem' in value;

const unzip = promisify(gunzip);

/** The journal of a run, which may have been compressed with gzip(1). */
const readJournal = async (folder: string): Promise<{ file: string; text: string }> => {
  const file = trialsFile(folder);
  const packed = packedTrialsFile(folder);
  if (existsSync(file) || !existsSync(packed)) {
    return { file, text: await readFile(file, 'utf8') };
  }
  return { file: packed, text: (await unzip(await readFile(packed))).toString('utf8') };
};

const readTrials = async (
  folder: string,
  run: string,
  problems: Problem[],
): Promise<readonly TrialRecord[]> => {
  const { file, text } = await readJournal(folder);
  const lines = text.split('\n');
  const torn = lines.pop() ?? '';
  const trials = new Map<number, TrialRecord>();
  for (const [index, line] of lines.entries()) {
    const record = parse(trialRecordSchema, line);
    const at = { file, line: index + 1 };
    if (isProblem(record)) problems.push({ ...at, reason: record.problem });
    else if (record.run !== run) {
      problems.push({ ...at, reason: `belongs to another run, ${record.run}` });
    } else if (trials.has(record.trial)) {
      problems.push({ ...at, reason: `repeats trial ${record.trial}` });
    } else trials.set(record.trial, record);
  }
  if (torn !== '') {
    problems.push({ file, line: lines.length + 1, reason: 'torn last line, dropped' });
  }
  return [...trials.values()];
};

/**
 * Reads one run. Lines that cannot be used are passed over and reported.
 *
 * @param problems - what was passed over is added to it
 * @returns nothing when the folder does not hold a run
 */
export const readRun = async (
  results: string,
  run: string,
  problems: Problem[],
): Promise<RecordedRun | undefined> => {
  const folder = runFolder(results, run);
  const file = manifestFile(folder);
  try {
    const manifest = parse(manifestSchema, await readFile(file, 'utf8'));
    if (isProblem(manifest)) {
      problems.push({ file, reason: manifest.problem });
      return undefined;
    }
    return { manifest, trials: await readTrials(folder, run, problems) };
  } catch (error) {
    problems.push({ file, reason: messageOf(error) });
    return undefined;
  }
};

/** Reads runs in their order; those that are none are reported and left out. */
export const readRuns = async (
  results: string,
  names: readonly string[],
  problems: Problem[],
): Promise<readonly RecordedRun[]> => {
  const runs: RecordedRun[] = [];
  for (const name of names) {
    const run = await readRun(results, name, problems);
    if (run) runs.push(run);
  }
  return runs;
};

const OURS = ['README.md', 'plots', 'reference.json', 'report.html'];

/** The names of all runs in a results folder; what is neither is reported. */
export const listRuns = async (
  results: string,
  problems: Problem[],
): Promise<readonly string[]> => {
  const names = (await readdir(results)).sort();
  for (const name of names) {
    if (RUN_ID.test(name) || OURS.includes(name) || name.startsWith('.')) continue;
    problems.push({ file: path.join(results, name), reason: 'not a run, passed over' });
  }
  return names.filter((name) => RUN_ID.test(name));
};
