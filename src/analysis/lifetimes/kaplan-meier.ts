import { failuresIn, forEachRow, longestIn, type LifeTable } from './life-table.js';

/** A survival curve: a row for each time at which something failed, in columns. */
export interface SurvivalCurve {
  readonly n: number;
  readonly events: number;
  /** The time at which the last one failed or was censored. */
  readonly end: number;
  readonly times: Float64Array;
  readonly atRisk: Float64Array;
  readonly failed: Float64Array;
  /** The probability of lasting beyond the time of the row. */
  readonly survival: Float64Array;
  /** Greenwood's sum: the variance of the logarithm of the survival. */
  readonly logVariance: Float64Array;
}

/**
 * The product-limit estimate (Kaplan and Meier, "Nonparametric Estimation from Incomplete
 * Observations", JASA 53, 1958) with the variance of Greenwood ("The Natural Duration of
 * Cancer", 1926). Lifetimes censored at a time count as at risk at that time.
 */
export const kaplanMeier = (table: LifeTable): SurvivalCurve => {
  const rows = table.failed.reduce((count, failed) => count + Number(failed > 0), 0);
  const column = (): Float64Array => new Float64Array(rows);
  const curve = {
    n: table.n,
    events: failuresIn(table),
    end: longestIn(table),
    times: column(),
    atRisk: column(),
    failed: column(),
    survival: column(),
    logVariance: column(),
  };
  let [row, survival, logVariance] = [0, 1, 0];
  forEachRow(table, (time, atRisk, failed) => {
    if (failed === 0) return;
    survival *= (atRisk - failed) / atRisk;
    logVariance += failed / (atRisk * (atRisk - failed));
    curve.times[row] = time;
    curve.atRisk[row] = atRisk;
    curve.failed[row] = failed;
    curve.survival[row] = survival;
    curve.logVariance[row] = logVariance;
    row += 1;
  });
  return curve;
};

/** The standard error of the survival in a row; NaN where nothing survived. */
export const standardError = (survival: number, logVariance: number): number =>
  survival * Math.sqrt(logVariance);

/**
 * The time until which a curve is known. A curve that has come down to 0 is known for all
 * times.
 */
export const knownUntil = ({ survival, end }: SurvivalCurve): number =>
  survival.at(-1) === 0 ? Infinity : end;

/**
 * The row of a curve that applies at a time.
 *
 * @returns -1 before the first failure
 */
export const rowAt = ({ times }: SurvivalCurve, time: number): number => {
  let [below, above] = [-1, times.length];
  while (above - below > 1) {
    const middle = (below + above) >> 1;
    if ((times[middle] ?? Infinity) <= time) below = middle;
    else above = middle;
  }
  return below;
};

/** The probability of lasting beyond a time. */
export const survivalAt = (curve: SurvivalCurve, time: number): number =>
  curve.survival[rowAt(curve, time)] ?? 1;
