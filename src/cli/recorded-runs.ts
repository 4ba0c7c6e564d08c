import { existsSync, statSync } from 'node:fs';
import { UsageError } from '../errors.js';
import type { Detail } from '../journal/compact.js';
import {
  listRuns,
  readRun,
  readRuns,
  type Problem,
  type RecordedRun,
} from '../journal/reader.js';
import { readReference } from '../journal/reference.js';
import { RUN_ID } from '../journal/run-id.js';
import { interruptSignal } from './interrupt.js';
import { warnOfProblems } from './output.js';

/**
 * The runs that tables are made from: those on the reference list, or all if there is no
 * list. What cannot be used is reported on standard error.
 *
 * @param detail - how much of each trial to read; tables do not need all of it
 * @throws UsageError when there is no such folder
 */
export const readTabledRuns = async (
  results: string,
  detail: Detail = 'without-interruptions',
): Promise<readonly RecordedRun[]> => {
  if (!existsSync(results) || !statSync(results).isDirectory()) {
    throw new UsageError(`no results folder ${results}; \`preempt-lab run\` makes one`);
  }
  const problems: Problem[] = [];
  const reading = { signal: interruptSignal, detail };
  const found = await listRuns(results, problems);
  const runs =
    (await readReference(results, problems, reading)) ??
    (await readRuns(results, found, problems, reading));
  warnOfProblems(problems);
  return runs;
};

/**
 * Reads one run by its name.
 *
 * @throws UsageError when there is no run of that name, or it cannot be used
 */
export const readNamedRun = async (
  results: string,
  run: string,
): Promise<RecordedRun> => {
  if (!RUN_ID.test(run)) throw new UsageError(`'${run}' is not the name of a run`);
  const problems: Problem[] = [];
  const recorded = await readRun(results, run, problems, { signal: interruptSignal });
  warnOfProblems(problems);
  if (!recorded) throw new UsageError(`no run '${run}' in ${results}`);
  return recorded;
};
