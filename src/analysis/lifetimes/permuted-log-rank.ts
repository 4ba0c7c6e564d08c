import { sum } from 'd3-array';
import { uniformFrom } from '../numerics/random.js';
import { dealerOf } from './dealt-groups.js';
import { logRankScores, type LogRankScores } from './log-rank-scores.js';
import type { LifeTable } from './life-table.js';

/**
 * How likely groups are to be as far apart as observed when lifetimes are dealt out anew.
 */
export interface Permuted {
  readonly p: number;
  /** The number of ways in which lifetimes were dealt out. */
  readonly permutations: number;
  /** Whether these are all the ways there are; otherwise they were drawn. */
  readonly isExact: boolean;
}

const SEED = 20_260_101;
const [FEWEST_DRAWN, MOST_DRAWN] = [999, 20_000];
/** Up to these numbers of ways and of lifetimes, all ways to deal are enumerated. */
const [MOST_WAYS, MOST_ENUMERATED] = [50_000, 60];
/** Distances that differ by less than this come from the same sums in another order. */
const ROUNDING = 1e-9;

const choose = (n: number, k: number): number => {
  let ways = 1;
  for (let i = 1; i <= k; i += 1) ways = (ways * (n - k + i)) / i;
  return Math.round(ways);
};

/**
 * How far apart groups are: the log-rank test in its simple form (Peto et al., "Design
 * and Analysis of Randomized Clinical Trials", British Journal of Cancer 35, 1977).
 */
const distance = (failures: ArrayLike<number>, expected: ArrayLike<number>): number => {
  let total = 0;
  for (let group = 0; group < failures.length; group += 1) {
    const [failed = 0, awaited = 0] = [failures[group], expected[group]];
    if (awaited > ROUNDING) total += (failed - awaited) ** 2 / awaited;
  }
  return total;
};

/** Deals lifetimes out to two groups in every way there is. */
const enumerate = (
  { alike, sizes: [ofFirst = 0, ofSecond = 0] }: LogRankScores,
  least: number,
): Permuted => {
  const all = sum(alike, ({ size, failed }) => (failed ? size : 0));
  let [asFar, permutations] = [0, 0];
  const deal = (
    at: number,
    left: number,
    others: number,
    of: Sums,
    ways: number,
  ): void => {
    const kind = alike[at];
    if (!kind) {
      const { failed, expected } = of;
      permutations += ways;
      const apart = distance([failed, all - failed], [expected, all - expected]);
      if (apart >= least) asFar += ways;
      return;
    }
    const { size, hazard } = kind;
    for (let own = Math.max(0, size - others); own <= Math.min(size, left); own += 1) {
      const further = {
        failed: of.failed + (kind.failed ? own : 0),
        expected: of.expected + own * hazard,
      };
      const [mine, theirs] = [left - own, others - size + own];
      deal(at + 1, mine, theirs, further, ways * choose(size, own));
    }
  };
  deal(0, ofFirst, ofSecond, { failed: 0, expected: 0 }, 1);
  return { p: asFar / permutations, permutations, isExact: true };
};

interface Sums {
  readonly failed: number;
  readonly expected: number;
}

const draw = ({ alike, sizes }: LogRankScores, least: number, work: number): Permuted => {
  const dealer = dealerOf(alike, sizes);
  const affordable = Math.floor(work / dealer.steps);
  const permutations = Math.max(FEWEST_DRAWN, Math.min(MOST_DRAWN, affordable));
  const uniform = uniformFrom(SEED);
  const deal = dealer.deal();
  let asFar = 0;
  for (let drawn = 0; drawn < permutations; drawn += 1) {
    const { failures, expected } = deal(uniform);
    if (distance(failures, expected) >= least) asFar += 1;
  }
  return { p: (1 + asFar) / (1 + permutations), permutations, isExact: false };
};

/**
 * The log-rank test by permutation: how often groups would be at least as far apart if
 * their lifetimes, failed or censored, were dealt out to them at random (Heller and
 * Venkatraman, "Resampling Procedures to Compare Two Survival Distributions in the
 * Presence of Right-Censored Data", Biometrics 52, 1996). It needs no large numbers, but
 * assumes that groups are censored alike. Two small groups are dealt out in all ways.
 * Otherwise as many as 20,000 ways are drawn from a seed, and the observed one counts as
 * drawn too (Davison and Hinkley, "Bootstrap Methods and their Application", section
 * 4.2).
 *
 * @param tables - of the groups, with failures for which several had somebody at risk
 * @param work - about how many lifetimes may be dealt out in all; at least 999 ways are
 *   drawn
 */
export const permutedLogRank = (tables: readonly LifeTable[], work: number): Permuted => {
  const scores = logRankScores(tables.filter(({ n }) => n > 0));
  const { sizes, failures, expected } = scores;
  const n = sum(sizes);
  const least = distance(failures, expected) * (1 - ROUNDING);
  const isSmall = sizes.length === 2 && n <= MOST_ENUMERATED;
  return isSmall && choose(n, sizes[0] ?? 0) <= MOST_WAYS
    ? enumerate(scores, least)
    : draw(scores, least, work);
};
