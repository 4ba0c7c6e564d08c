import { z } from 'zod';
import { count } from '../../field-schemas.js';
import { cellSchema } from '../../journal/trial-record.js';
import { OUTCOMES } from '../../plan/outcome.js';

const probability = z.number().min(0).max(1);
const orNull = z.number().nullable();

const testSchema = {
  p: probability.describe('as it comes'),
  pHolm: probability.describe(
    'Holm-adjusted over all tests of the same kind in this output',
  ),
};

const permutedSchema = {
  permutations: count
    .optional()
    .describe('by which p was had; absent where it is that of chi-square'),
  exact: z.boolean().optional().describe('these were all there are; else drawn'),
};

const lifetimes = {
  median: orNull.describe('attempts by which half failed; null when fewer did'),
  medianLower: orNull.describe('95 %, Brookmeyer and Crowley, log-log'),
  medianUpper: orNull,
  km: z
    .array(
      z.object({
        time: z.number().describe('attempts'),
        atRisk: count,
        events: count,
        survival: probability,
        stdErr: orNull.describe('Greenwood'),
      }),
    )
    .describe('Kaplan and Meier, a row for each time at which some failed'),
  exponential: z
    .object({
      rate: z.number().describe('failures per attempt'),
      rateLower: orNull.describe('95 %, chi-square'),
      rateUpper: orNull.describe('one-sided where nothing failed'),
      logLik: z.number(),
    })
    .nullable(),
  weibull: z
    .object({
      shape: z.number(),
      shapeLower: orNull.describe('95 %, profile likelihood'),
      shapeUpper: orNull,
      scale: orNull.describe('attempts'),
      logLik: z.number(),
    })
    .nullable(),
  exponentialTest: z
    .object({ statistic: z.number(), p: probability })
    .nullable()
    .describe('likelihood ratio of the exponential to the Weibull; not adjusted'),
};

const logRankSchema = z.object({
  chiSquare: z.number(),
  df: count,
  p: probability,
  ...permutedSchema,
});

const groupSchema = z.object({
  name: z.string().describe('value of what is compared'),
  fixtureHash: z.string(),
  machine: z.string().describe('its id'),
  harnessFaults: count.describe('trials that are no data; nothing else counts them'),
  n: count.describe('trials that are data'),
  failed: count.describe('the rest is censored'),
  timedOut: count.describe('of the censored'),
  outcomes: z.array(
    z.object({
      outcome: z.enum(OUTCOMES),
      count,
      share: probability.describe('of n'),
      lower: probability.describe("95 %, Wilson's"),
      upper: probability,
    }),
  ),
  ...lifetimes,
  quartiles: z.array(
    z.object({
      failed: probability.describe('the share: 0.25 or 0.75'),
      time: orNull.describe('attempts by which it failed'),
      lower: orNull.describe('95 %'),
      upper: orNull,
    }),
  ),
  hazard: z
    .array(z.object({ time: z.number(), cumulative: z.number(), stdErr: z.number() }))
    .describe('Nelson and Aalen'),
  geometric: z
    .object({
      probability: z.number().describe('of failing at each attempt'),
      probabilityLower: z.number().describe('95 %, Clopper and Pearson'),
      probabilityUpper: z.number(),
      logLik: z.number(),
    })
    .nullable()
    .describe('where failures come at the first few attempts'),
  timedOutAsFailed: z
    .object({ failed: count, ...lifetimes })
    .nullable()
    .describe('with timed-out trials as failures; null where none timed out'),
  incidence: z
    .array(
      z.object({
        outcome: z.string(),
        curve: z.array(
          z.object({ time: z.number(), incidence: probability, stdErr: z.number() }),
        ),
      }),
    )
    .describe('Aalen and Johansen: the share that failed so by each time'),
  needed: z
    .object({
      precision: z.number().describe('as asked for: 0.1 for 10 %'),
      forRate: count.nullable().describe('for the interval of the rate'),
      forMedian: count.nullable().describe('for that of the median'),
      forShare: count.nullable().describe('for that of the share that failed, in points'),
    })
    .nullable()
    .describe('trials, all told, that take intervals to this; null if not asked for'),
});

const pairSchema = z.object({
  a: z.string(),
  b: z.string(),
  chiSquare: z.number(),
  ...testSchema,
  ...permutedSchema,
  hazardRatio: orNull.describe('of b to a; Cox, ties after Efron'),
  hazardRatioLower: orNull.describe('95 %, Wald'),
  hazardRatioUpper: orNull,
  curvesCross: z.boolean().describe('then go by the means'),
  meanDifference: z.number().describe('b less a, of means restricted to meanTo'),
  meanDifferenceLower: z.number().describe('95 %'),
  meanDifferenceUpper: z.number(),
});

const machineSchema = z.object({
  id: z.string(),
  name: z.string().describe('of the groups, where machines are compared'),
  cpu: z.string().nullable().describe('this and what follows: null where not recorded'),
  cores: count.nullable(),
  kernel: z.string().nullable(),
  memoryBytes: count.nullable(),
  minSignalStackBytes: count.nullable(),
  cc: z.array(z.string()).describe('C compilers that built its fixtures'),
});

/** What `compare --json` prints. */
export const comparisonsSchema = z.object({
  by: z.string().describe('what is compared'),
  adjustedOver: z
    .object({ logrank: count, fisher: count, pairwise: count })
    .describe('how many tests of each kind this output has'),
  machines: z.array(machineSchema).describe('those of the groups'),
  comparisons: z.array(
    z.object({
      cell: cellSchema.describe(
        'what the groups share; a version, driver, rate or cap that is compared means ' +
          'nothing here',
      ),
      machine: z.string().nullable().describe('null where machines are compared'),
      buildsDiffer: z
        .boolean()
        .describe('groups have other builds of the fixture; between versions they must'),
      groups: z.array(groupSchema),
      logrank: logRankSchema.extend(testSchema).nullable(),
      logrankTimedOutAsFailed: logRankSchema
        .nullable()
        .describe('not adjusted; null where none timed out'),
      fisher: z
        .object({
          ...testSchema,
          drawn: count.nullable().describe('tables drawn at random; null when exact'),
        })
        .nullable()
        .describe('of the shares of outcomes; null where all ended in one way'),
      meanTo: z.number().describe('attempts up to which every group is known'),
      pairwise: z.array(pairSchema),
    }),
  ),
});

export type ComparisonsJson = z.infer<typeof comparisonsSchema>;
