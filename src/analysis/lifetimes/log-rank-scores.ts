import { walkTogether } from './aligned-tables.js';
import type { LifeTable } from './life-table.js';

/** Lifetimes that count alike in a log-rank test: those that failed at one time, or were
 * censored between two. */
export interface Alike {
  readonly size: number;
  readonly failed: boolean;
  /** The cumulative hazard of all until then: the number of failures expected of each. */
  readonly hazard: number;
}

/** What a log-rank test adds up over the lifetimes of each group. */
export interface LogRankScores {
  readonly alike: readonly Alike[];
  /** The sizes of the groups. */
  readonly sizes: readonly number[];
  /** Observed and expected failures, by group. */
  readonly failures: readonly number[];
  readonly expected: readonly number[];
}

/**
 * What a log-rank test adds up, lifetime by lifetime (Peto and Peto, "Asymptotically
 * Efficient Rank Invariant Test Procedures", JRSS A 135, 1972). The score of a lifetime
 * does not depend on the group it belongs to.
 */
export const logRankScores = (tables: readonly LifeTable[]): LogRankScores => {
  const [failures, expected] = [tables.map(() => 0), tables.map(() => 0)];
  const alike: Alike[] = [];
  let [hazard, censored] = [0, 0];
  const endCensored = (): void => {
    if (censored > 0) alike.push({ size: censored, failed: false, hazard });
    censored = 0;
  };
  walkTogether(tables, ({ changed, failed, gone, allAtRisk, allFailed }) => {
    if (allFailed > 0) {
      endCensored();
      hazard += allFailed / allAtRisk;
      alike.push({ size: allFailed, failed: true, hazard });
    }
    for (const group of changed) {
      const [ofGroup = 0, lost = 0] = [failed[group], gone[group]];
      failures[group] = (failures[group] ?? 0) + ofGroup;
      expected[group] = (expected[group] ?? 0) + lost * hazard;
      censored += lost - ofGroup;
    }
  });
  endCensored();
  return { alike, sizes: tables.map(({ n }) => n), failures, expected };
};
