import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import { messageOf } from '../errors.js';
import { readSmallFile } from '../small-file.js';
import { compactor, type Detail } from './compact.js';
import { describeUnread, journalFileOf, journalLines, TOO_LONG } from './journal-file.js';
import { manifestFile, runFolder } from './layout.js';
import type { Line } from './lines.js';
import { manifestSchema, type Manifest } from './manifest.js';
import type { Problem } from './problem.js';
import { RUN_ID } from './run-id.js';
import { trialRecordSchema, type TrialRecord } from './trial-record.js';
import { WrongLines } from './wrong-lines.js';

export type { Problem } from './problem.js';

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

/** How runs are read. */
export interface Reading {
  /** Aborting it ends the reading early, which then throws. */
  readonly signal?: AbortSignal;
  /** Everything by default. */
  readonly detail?: Detail;
}

/** Makes a trial from a line, or says why the line is not used. */
const trialReader = (run: string, compact: ReturnType<typeof compactor>) => {
  const seen = new Set<number>();
  return ({ text, isWhole }: Line): TrialRecord | { problem: string } => {
    if (!isWhole) return { problem: 'torn last line, dropped' };
    if (text === undefined) return { problem: TOO_LONG };
    const record = parse(trialRecordSchema, text);
    if (isProblem(record)) return record;
    if (record.run !== run) {
      return { problem: `belongs to another run, ${record.run}` };
    }
    if (seen.has(record.trial)) return { problem: `repeats trial ${record.trial}` };
    seen.add(record.trial);
    return compact(record);
  };
};

/**
 * Reads the trials of a run. If the file cannot be read to its end, the trials before
 * that count.
 *
 * @returns nothing when none of the file could be read
 */
const readTrials = async (
  folder: string,
  run: string,
  problems: Problem[],
  { signal, detail = 'all' }: Reading,
): Promise<readonly TrialRecord[] | undefined> => {
  const file = journalFileOf(folder);
  const wrong = new WrongLines(file, problems);
  const read = trialReader(run, compactor(detail));
  const trials: TrialRecord[] = [];
  let next = 1;
  try {
    for await (const lines of journalLines(file, signal)) {
      for (const line of lines) {
        const record = read(line);
        if (isProblem(record)) wrong.add(line.number, record.problem);
        else trials.push(record);
        next = line.number + 1;
      }
    }
  } catch (error) {
    if (signal?.aborted) throw error;
    wrong.unread(next, describeUnread(error));
    if (next === 1) return undefined;
  }
  wrong.end();
  return trials;
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
  reading: Reading = {},
): Promise<RecordedRun | undefined> => {
  const folder = runFolder(results, run);
  const file = manifestFile(folder);
  const text = await readSmallFile(file).catch((error: unknown) => ({
    problem: messageOf(error),
  }));
  const manifest = typeof text === 'string' ? parse(manifestSchema, text) : text;
  if (isProblem(manifest)) {
    problems.push({ file, reason: manifest.problem });
    return undefined;
  }
  if (manifest.run !== run) {
    problems.push({ file, reason: `belongs to another run, ${manifest.run}` });
    return undefined;
  }
  const trials = await readTrials(folder, run, problems, reading);
  return trials && { manifest, trials };
};

/** Reads runs in the order given. Those that are not runs are reported and left out. */
export const readRuns = async (
  results: string,
  names: readonly string[],
  problems: Problem[],
  reading: Reading = {},
): Promise<readonly RecordedRun[]> => {
  const runs: RecordedRun[] = [];
  for (const name of names) {
    const run = await readRun(results, name, problems, reading);
    if (run) runs.push(run);
  }
  return runs;
};

const OURS = ['README.md', 'experiments', 'plots', 'reference.json', 'report.html'];

/**
 * The names of all runs in a results folder. What is neither a run nor the lab's own is
 * reported.
 */
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
