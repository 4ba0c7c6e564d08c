import { group } from 'd3-array';
import { forEachRow, tableOfTimes } from './life-table.js';

/** How long something lasted, and what it died of; nothing when censored. */
export interface CausedLifetime {
  readonly time: number;
  readonly cause?: string;
}

/** How many have died of one cause: a row for each time at which some did, in columns. */
export interface CumulativeIncidence {
  readonly cause: string;
  readonly times: Float64Array;
  /** The probability to have failed so by then. */
  readonly incidence: Float64Array;
  readonly variance: Float64Array;
}

/** The state of all at one time of death, whatever the cause. */
interface Death {
  readonly time: number;
  readonly atRisk: number;
  readonly failed: number;
  /** The probability to have survived until just before. */
  readonly survivalBefore: number;
}

const deathsOf = (lifetimes: readonly CausedLifetime[]): readonly Death[] => {
  const timesWhere = (isDead: boolean) =>
    Float64Array.from(
      lifetimes.filter(({ cause }) => (cause !== undefined) === isDead),
      ({ time }) => time,
    );
  const deaths: Death[] = [];
  let survivalBefore = 1;
  forEachRow(
    tableOfTimes(timesWhere(true), timesWhere(false)),
    (time, atRisk, failed) => {
      if (failed === 0) return;
      deaths.push({ time, atRisk, failed, survivalBefore });
      survivalBefore *= (atRisk - failed) / atRisk;
    },
  );
  return deaths;
};

/**
 * The variance is that of the delta method: over times s up to t, with I the incidence, S
 * the survival just before s, d failed of n at risk, c of the cause,
 *
 *   (I(t) - I(s))^2 d / (n (n - d)) + S^2 c (n - c) / n^3 - 2 (I(t) - I(s)) S c / n^2,
 *
 * with its squares multiplied out, so that running sums do.
 */
const incidenceOf = (
  cause: string,
  deaths: readonly Death[],
  counts: ReadonlyMap<number, number>,
): CumulativeIncidence => {
  const column = (): Float64Array => new Float64Array(counts.size);
  const curve = { cause, times: column(), incidence: column(), variance: column() };
  let [row, incidence] = [0, 0];
  let [constant, linear, square] = [0, 0, 0];
  for (const { time, atRisk: n, failed: d, survivalBefore } of deaths) {
    const c = counts.get(time) ?? 0;
    incidence += (survivalBefore * c) / n;
    // Nothing follows where all failed, whatever Greenwood's term would be there.
    const greenwood = n > d ? d / (n * (n - d)) : 0;
    const own = (survivalBefore * c) / n ** 2;
    square += greenwood;
    linear -= 2 * (greenwood * incidence + own);
    constant += greenwood * incidence ** 2 + 2 * own * incidence;
    constant += (survivalBefore ** 2 * c * (n - c)) / n ** 3;
    if (c === 0) continue;
    curve.times[row] = time;
    curve.incidence[row] = incidence;
    const variance = square * incidence ** 2 + linear * incidence + constant;
    curve.variance[row] = Math.max(0, variance);
    row += 1;
  }
  return curve;
};

/**
 * How many die of each of several causes, which compete: who died of one can die of no
 * other, so the curve of one cause with the others censored would be of a world without
 * them (Aalen and Johansen, "An Empirical Transition Matrix for Non-homogeneous Markov
 * Chains", Scandinavian Journal of Statistics 5, 1978; variance as in Marubini and
 * Valsecchi, "Analysing Survival Data from Clinical Trials", 1995, section 10.2).
 *
 * @returns a curve for each cause there is, in the order they are met
 */
export const cumulativeIncidence = (
  lifetimes: readonly CausedLifetime[],
): readonly CumulativeIncidence[] => {
  const deaths = deathsOf(lifetimes);
  const dead = lifetimes.filter(({ cause }) => cause !== undefined);
  return [...group(dead, ({ cause }) => cause ?? '')].map(([cause, ofCause]) => {
    const counts = new Map<number, number>();
    for (const { time } of ofCause) counts.set(time, (counts.get(time) ?? 0) + 1);
    return incidenceOf(cause, deaths, counts);
  });
};
