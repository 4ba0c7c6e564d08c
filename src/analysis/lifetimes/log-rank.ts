import { chiSquareUpperTail } from '../numerics/special-functions.js';
import { walkTogether } from './aligned-tables.js';
import type { LifeTable } from './life-table.js';
import { quadraticForm } from '../numerics/quadratic-form.js';

/** The log-rank test of several groups. */
export interface LogRank {
  readonly chiSquare: number;
  readonly df: number;
  readonly p: number;
  /** How many of each group would have failed if all groups were alike. */
  readonly expected: readonly number[];
}

/** The observed and expected numbers of failures in each group, and their covariances. */
interface Scores {
  readonly observed: Float64Array;
  readonly expected: Float64Array;
  readonly covariances: readonly Float64Array[];
}

/**
 * Adds up over all times. The covariance of two groups is an integral of the product of
 * their numbers at risk. It is summed where these numbers change: one step for each group
 * that loses somebody, not one for each pair of groups at each time.
 */
const scoresOf = (tables: readonly LifeTable[]): Scores => {
  const k = tables.length;
  const [observed, expected] = [new Float64Array(k), new Float64Array(k)];
  /**
   * By the group that lost somebody. Added to their transpose, they give the covariances.
   */
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
        // Groups that come earlier have already lost theirs.
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
 * Tests whether groups have the same survival curve (Mantel, "Evaluation of Survival Data
 * and Two New Rank Order Statistics", 1966; for several groups Peto and Peto, 1972), with
 * the hypergeometric variance where there are ties, as in R's `survdiff`.
 *
 * @param tables - one per group; a group with nobody at risk when others fail adds
 *   nothing
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

/** Two groups, by index, with their log-rank test. */
export interface PairTest {
  readonly a: number;
  readonly b: number;
  readonly chiSquare: number;
  readonly p: number;
  /** Adjusted for the number of pairs. */
  readonly pHolm: number;
}
