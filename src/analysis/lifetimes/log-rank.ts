import { chiSquareUpperTail } from '../numerics/special-functions.js';
import { walkTogether } from './aligned-tables.js';
import type { LifeTable } from './life-table.js';
import { quadraticForm } from '../numerics/quadratic-form.js';

/** The log-rank test of several groups. */
export interface LogRank {
  readonly chiSquare: number;
  readonly df: number;
  readonly p: number;
  /** How many of each group would have failed had all been alike. */
  readonly expected: readonly number[];
}

/** Of the numbers that fail in each group: how far from expected, and the covariances. */
interface Scores {
  readonly observed: Float64Array;
  readonly expected: Float64Array;
  readonly covariances: readonly Float64Array[];
}

/**
 * Adds up over all times. The covariance of two groups is an integral of the product of
 * their numbers at risk, and is summed where these numbers change: a step for each group
 * that loses somebody, not for each pair of groups at each time.
 */
const scoresOf = (tables: readonly LifeTable[]): Scores => {
  const k = tables.length;
  const [observed, expected] = [new Float64Array(k), new Float64Array(k)];
  /** By the group that lost somebody; the covariances, once added to their transpose. */
  const losses = tables.map(() => new Float64Array(k));
  let [hazard, single, double] = [0, 0, 0];
  walkTogether(
    tables,
    ({ changed, atRisk, failed, gone, allAtRisk: n, allFailed: d }) => {
      const variance = n > 1 ? (d * (n - d)) / (n - 1) : 0;
      hazard += d / n;
      single += variance / n;
      double += variance / n ** 2;
      for (const g of changed) {
        const [loss, lost = 0, own = 0] = [losses[g], gone[g], atRisk[g]];
        if (!loss) continue;
        observed[g] = (observed[g] ?? 0) + (failed[g] ?? 0);
        expected[g] = (expected[g] ?? 0) + lost * hazard;
        // Groups that come before have lost theirs already.
        for (let h = 0; h < g; h += 1) {
          const others = (atRisk[h] ?? 0) - (gone[h] ?? 0);
          loss[h] = (loss[h] ?? 0) - lost * others * double;
        }
        loss[g] = (loss[g] ?? 0) + (lost * (single - (2 * own - lost) * double)) / 2;
        for (let h = g + 1; h < k; h += 1) {
          loss[h] = (loss[h] ?? 0) - lost * (atRisk[h] ?? 0) * double;
        }
      }
    },
  );
  const covariances = losses.map((loss, g) =>
    loss.map((own, h) => own + (losses[h]?.[g] ?? 0)),
  );
  return { observed, expected, covariances };
};

/**
 * Tests whether groups have the same curve of survival (Mantel, "Evaluation of Survival
 * Data and Two New Rank Order Statistics", 1966; for several groups Peto and Peto, 1972),
 * with the hypergeometric variance where there are ties, as R's `survdiff`.
 *
 * @param tables - one per group; one without anybody at risk when others fail adds nothing
 * @returns nothing when fewer than two groups could have had failures
 */
export const logRank = (tables: readonly LifeTable[]): LogRank | undefined => {
  const { observed, expected, covariances } = scoresOf(tables);
  const atRisk = [...expected.keys()].filter((g) => (expected[g] ?? 0) > 0);
  const used = atRisk.slice(0, -1);
  const excess = used.map((g) => (observed[g] ?? 0) - (expected[g] ?? 0));
  const matrix = used.map((g) => used.map((h) => covariances[g]?.[h] ?? 0));
  const { value: chiSquare, rank: df } = quadraticForm(matrix, excess);
  if (df === 0) return undefined;
  const p = chiSquareUpperTail(chiSquare, df);
  return { chiSquare, df, p, expected: [...expected] };
};

/** Two groups, by their place, with their log-rank test. */
export interface PairTest {
  readonly a: number;
  readonly b: number;
  readonly chiSquare: number;
  readonly p: number;
  /** Adjusted for the number of pairs. */
  readonly pHolm: number;
}
