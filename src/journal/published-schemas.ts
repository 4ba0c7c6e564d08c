import { z } from 'zod';
import { manifestSchema } from './manifest.js';
import { trialRecordSchema } from './trial-record.js';

/**
 * The JSON schemas of `run.json` and of a line of `trials.ndjson`, for readers that are
 * not the lab, by the name of the file under `schemas/` that holds each.
 */
export const publishedSchemas = (): Readonly<Record<string, object>> => ({
  'run.schema.json': z.toJSONSchema(manifestSchema),
  'trial.schema.json': z.toJSONSchema(trialRecordSchema),
});
