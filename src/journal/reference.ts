import { existsSync } from 'node:fs';
import { z } from 'zod';
import { messageOf, UsageError } from '../errors.js';
import { readSmallFile } from '../small-file.js';
import type { Subject } from '../plan/cell.js';
import { referenceFile } from './layout.js';
import {
  isProblem,
  parse,
  readRuns,
  type Problem,
  type Reading,
  type RecordedRun,
} from './reader.js';
import { RUN_ID } from './run-id.js';

const runSchema = z.string().regex(RUN_ID);

const referenceSchema = z.object({
  runs: z.array(runSchema),
  /**
   * By run, the experiments that a later run recorded again with another fixture:
   * `callback` for every version, `callback@5.4.1` for that one alone.
   */
  superseded: z.record(runSchema, z.array(z.string())).optional(),
});

interface Asked {
  readonly experiment: string;
  readonly subject: Subject;
}

const without = (
  { manifest, trials }: RecordedRun,
  superseded: readonly string[],
): RecordedRun => {
  const isKept = ({ experiment, subject }: Asked): boolean =>
    !superseded.includes(experiment) &&
    !superseded.includes(`${experiment}@${subject.version}`);
  const plan = manifest.plan.filter(({ cell }) => isKept(cell));
  return { manifest: { ...manifest, plan }, trials: trials.filter(isKept) };
};

const textOf = async (file: string): Promise<string> => {
  try {
    return await readSmallFile(file);
  } catch (error) {
    throw new UsageError(`${file}: ${messageOf(error)}`);
  }
};

/**
 * Reads the runs that `reference.json` lists, from which tables are made. Each is read
 * without what the list says has been superseded.
 *
 * @param problems - what was passed over is added to it
 * @returns nothing when the folder has no such list
 * @throws UsageError when the list is not valid
 */
export const readReference = async (
  results: string,
  problems: Problem[],
  reading: Reading = {},
): Promise<readonly RecordedRun[] | undefined> => {
  const file = referenceFile(results);
  if (!existsSync(file)) return undefined;
  const reference = parse(referenceSchema, await textOf(file));
  if (isProblem(reference)) throw new UsageError(`${file}: ${reference.problem}`);
  const runs = await readRuns(results, reference.runs, problems, reading);
  return runs.map((run) => without(run, reference.superseded?.[run.manifest.run] ?? []));
};
