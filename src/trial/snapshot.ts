import { z } from 'zod';
import { address, count } from '../field-schemas.js';

/** What the runner library reports about a trial (`native/runner/snapshot.c`). */
export const snapshotSchema = z.object({
  end: z.enum(['exited', 'neverRan', 'hung', 'wall', 'cancelled', 'notLaunched']),
  launchErrno: count,
  exitSignal: count.optional(),
  exitCode: count.optional(),
  durationNs: count,
  output: z.string(),
  telemetry: z.object({
    state: z.enum([
      'starting',
      'running',
      'reachedCap',
      'finished',
      'unhandled',
      'wrongResult',
      'stackOverflow',
      'fatalError',
      'corrupt',
    ]),
    pid: count,
    tid: count,
    loadBase: address,
    stackLow: address,
    stackHigh: address,
    sent: count,
    received: count,
    attempts: count,
    skipped: count,
    caught: count,
    completed: count,
    verifiedPieces: count,
    lastVerifiedAttempt: count,
    lastInterrupted: z.array(z.object({ pc: address, sp: address })),
    fault: z.object({ signal: count, address, pc: address, sp: address }).nullable(),
    values: z.array(
      z.object({ name: z.string(), unit: z.string(), value: z.number().nullable() }),
    ),
    histograms: z.array(
      z.object({
        name: z.string(),
        unit: z.string(),
        sum: count,
        max: count,
        buckets: z.array(z.tuple([count, count])),
      }),
    ),
    message: z.string(),
  }),
});

export type Snapshot = z.infer<typeof snapshotSchema>;
