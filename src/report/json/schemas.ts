import { z } from 'zod';
import { manifestSchema } from '../../journal/manifest.js';
import { trialRecordSchema } from '../../journal/trial-record.js';
import { comparisonsSchema } from '../comparison/json-schema.js';

/**
 * The JSON schemas of `run.json`, of a line of `trials.ndjson` and of what `compare
 * --json` prints, for readers other than the lab. Each is listed by the name of the file
 * under `schemas/` that holds it.
 */
export const publishedSchemas = (): Readonly<Record<string, object>> => ({
  'run.schema.json': z.toJSONSchema(manifestSchema),
  'comparisons.schema.json': z.toJSONSchema(comparisonsSchema),
  'trial.schema.json': z.toJSONSchema(trialRecordSchema),
});
