import { Z_95 } from '../numerics/special-functions.js';
import { forEachRow, type LifeTable } from './life-table.js';

/** The cumulative hazard: a row for each time at which something failed, in columns. */
export interface CumulativeHazard {
  readonly times: Float64Array;
  readonly hazard: Float64Array;
  readonly variance: Float64Array;
}

/**
 * The cumulative hazard of Nelson ("Theory and Applications of Hazard Plotting for
 * Censored Failure Data", Technometrics 14, 1972) and Aalen (Annals of Statistics 6,
 * 1978), who gave its variance (equation 6.2).
 */
export const nelsonAalen = (table: LifeTable): CumulativeHazard => {
  const rows = table.failed.reduce((count, failed) => count + Number(failed > 0), 0);
  const column = (): Float64Array => new Float64Array(rows);
  const curve = { times: column(), hazard: column(), variance: column() };
  let [row, hazard, variance] = [0, 0, 0];
  forEachRow(table, (time, atRisk, failed) => {
    if (failed === 0) return;
    hazard += failed / atRisk;
    variance += failed / atRisk ** 2;
    curve.times[row] = time;
    curve.hazard[row] = hazard;
    curve.variance[row] = variance;
    row += 1;
  });
  return curve;
};

/**
 * The 95 % interval of a cumulative hazard on the scale of its logarithm (Klein and
 * Moeschberger, "Survival Analysis", 2nd ed., section 4.3).
 *
 * @returns NaN where nothing has failed
 */
export const hazardInterval = (
  hazard: number,
  variance: number,
): readonly [lower: number, upper: number] => {
  const factor = Math.exp((Z_95 * Math.sqrt(variance)) / hazard);
  return [hazard / factor, hazard * factor];
};
