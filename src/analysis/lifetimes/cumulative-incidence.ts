import { group } from 'd3-array';
import { forEachRow, tableOfTimes } from './life-table.js';

/** How long something lasted, and what it died of; the cause is absent when censored. */
export interface CausedLifetime {
  readonly time: number;
  readonly cause?: string;
}

/** How many have died of one cause: a row for each time at which some did, in columns. */
export interface CumulativeIncidence {
  readonly cause: string;
  readonly times: Float64Array;
  /** The probability of having failed from this cause by then. */
  readonly incidence: Float64Array;
  readonly variance: Float64Array;
}

/** The state of all lifetimes at one time of death, whatever the cause. */
interface Death {
  readonly time: number;
  readonly atRisk: number;
  readonly failed: number;
  /** The probability of surviving until just before. */
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
 * The variance is that of the delta method. Over times s up to t, with I the incidence, S
 * the survival just before s, d failures among n at risk, and c of them from the cause,
 * it sums
 *
 *   (I(t) - I(s))^2 d / (n (n - d)) + S^2 c (n - c) / n^3 - 2 (I(t) - I(s)) S c / n^2,
 *
 * with its squares multiplied out, so that running sums suffice.
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
    // Where all failed nothing follows, whatever Greenwood's term would be there.
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
 * How many die of each of several competing causes. Whoever dies of one cause can die of
 * no other, so the curve of one cause with the others censored would describe a world
 * without them (Aalen and Johansen, "An Empirical Transition Matrix for Non-homogeneous
 * Markov Chains", Scandinavian Journal of Statistics 5, 1978; variance as in Marubini and
 * Valsecchi, "Analysing Survival Data from Clinical Trials", 1995, section 10.2).
 *
 * @returns a curve for each cause, in the order in which the causes are met
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
