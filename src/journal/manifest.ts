import { z } from 'zod';
import { count, within } from '../field-schemas.js';
import { BOUNDS } from '../plan/bounds.js';
import { RUN_ID } from './run-id.js';
import { cellSchema, RECORD_SCHEMA, subjectSchema } from './trial-record.js';

const seconds = z.number().nonnegative().max(BOUNDS.timeoutS.max);

/** `run.json`: all that a run's trials have in common. */
export const manifestSchema = z.object({
  schema: z.literal(RECORD_SCHEMA),
  run: z.string().regex(RUN_ID),
  startedAt: z.iso.datetime(),
  endedAt: z.iso.datetime().nullable().describe('null while it runs or when cut short'),
  command: z.array(z.string()).describe('arguments of preempt-lab'),
  lab: z.object({
    version: z.string(),
    revision: z
      .string()
      .nullable()
      .describe('git commit of the lab, if it is a checkout'),
    modified: z.boolean().nullable().describe('whether that checkout had changes'),
  }),
  machine: z.object({
    id: z.string().describe('equal for machines that agree in all that follows'),
    kernel: z.string().optional().describe('this and what follows: absent where unknown'),
    cpu: z.string().optional(),
    cores: count.optional(),
    memoryBytes: count.optional(),
    minSignalStackBytes: count
      .optional()
      .describe('AT_MINSIGSTKSZ: the size of a signal frame'),
  }),
  tools: z.object({
    node: z.string(),
    cc: z.string(),
    flags: z.array(z.string()).describe('of ocamlopt, and of cc through it'),
  }),
  environment: z.object({ OCAMLRUNPARAM: z.string().nullable() }),
  limits: z.object({
    startupS: seconds,
    wallS: seconds,
    wallPerCap: z
      .number()
      .nonnegative()
      .optional()
      .describe('where longer, up to 30 s: times what the cap takes at the rate'),
    hangS: seconds,
    graceS: seconds,
    memoryBytes: count,
    outputBytes: count,
  }),
  jitter: z.number().describe('share of a period'),
  jobs: within(BOUNDS.jobs),
  seed: within(BOUNDS.seed),
  subjects: z.array(
    subjectSchema.extend({
      config: z
        .record(z.string(), z.string())
        .describe(
          'of OCaml ocamlopt -config; of the generator runtime what it is built with',
        ),
    }),
  ),
  plan: z.array(
    z.object({
      cell: cellSchema,
      trials: within(BOUNDS.trials).describe('at most'),
      settledAfter: count
        .optional()
        .describe('no more trials once this many have all ended alike'),
      untilPrecision: z
        .number()
        .positive()
        .optional()
        .describe(
          'no more trials once the 95 % interval of the median or of the rate reaches no ' +
            'further than this share of it; looked at after 30 blocks and every 10 more',
        ),
      fixtureHash: z.string(),
    }),
  ),
  notApplicable: z.array(
    z.object({
      experiment: z.string(),
      subject: subjectSchema,
      variant: z
        .record(z.string(), z.string())
        .optional()
        .describe('all of the experiment when absent'),
      reason: z.string(),
    }),
  ),
});

export type Manifest = z.infer<typeof manifestSchema>;

/** What a run could not try, and why. */
export type NotApplicable = Manifest['notApplicable'][number];
