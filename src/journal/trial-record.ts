import { z } from 'zod';
import { address, count, within } from '../field-schemas.js';
import { BOUNDS } from '../plan/bounds.js';
import { DRIVERS } from '../plan/drive.js';
import { SUBJECT_KINDS } from '../plan/definition.js';
import { OUTCOMES } from '../plan/outcome.js';

/**
 * Increases when a field changes its meaning or is removed, not when an optional one is
 * added.
 */
export const RECORD_SCHEMA = 1;

/** No experiment comes near to these. */
const MOST_KNOBS = 64;
const MOST_NAME = 256;

const histogramSchema = z.object({
  sum: count,
  max: count,
  /** Pairs of a bucket's smallest value and its count; empty buckets are left out. */
  buckets: z.array(z.tuple([count, count])),
});

const measurementSchema = z.union([
  z.object({ unit: z.string(), value: z.number().nullable() }),
  z.object({ unit: z.string(), histogram: histogramSchema }),
]);

export const subjectSchema = z.object({
  kind: z.enum(SUBJECT_KINDS),
  version: z.string(),
});

/** What a cell is made of; shared by trials and by the plan in a run's manifest. */
export const cellSchema = z.object({
  experiment: z.string(),
  variant: z
    .record(z.string().max(MOST_NAME), z.string().max(MOST_NAME))
    .refine((variant) => Object.keys(variant).length <= MOST_KNOBS, {
      error: `more than ${MOST_KNOBS} knobs`,
    }),
  subject: subjectSchema,
  driver: z.enum(DRIVERS),
  rateHz: within(BOUNDS.rateHz),
  cap: within(BOUNDS.cap),
});

/** A line of `trials.ndjson`: one trial, whole. */
export const trialRecordSchema = z.object({
  schema: z.literal(RECORD_SCHEMA),
  run: z.string(),
  trial: count.describe('index in the plan of the run'),
  block: count.describe('randomised complete block'),
  ...cellSchema.shape,
  seed: within(BOUNDS.seed).describe('of the jitter of the signals'),
  fixtureHash: z.string(),
  startedAt: z.iso.datetime(),
  durationMs: z.number().nonnegative(),
  sent: count.describe('signals sent; they coalesce, so never a denominator'),
  received: count.describe('handler entries on the target thread'),
  attempts: count.describe('handler entries that went for a preempt'),
  skipped: count.describe('handler entries that were filtered out'),
  caught: count.describe('effects that reached the scheduler'),
  preempts: count.describe('completed: the interrupted code ran on'),
  verifiedPieces: count,
  lastVerifiedAttempt: count.describe('attempts when work was last found right'),
  outcome: z.object({
    kind: z.enum(OUTCOMES),
    signal: z.string().optional(),
    exitCode: count.optional(),
    message: z.string().optional(),
  }),
  censored: z.boolean().describe('more preempts might have followed'),
  measurements: z.record(z.string(), measurementSchema),
  loadBase: address.describe('load address of the fixture, for symbols'),
  lastInterrupted: z.array(z.object({ pc: address, sp: address })).max(64),
  fault: z.object({ address, pc: address }).optional(),
});

export type TrialRecord = z.infer<typeof trialRecordSchema>;
export type Measurement = z.infer<typeof measurementSchema>;
