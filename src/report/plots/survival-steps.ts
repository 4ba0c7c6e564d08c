import { ALPHA } from '../../analysis/numerics/alpha.js';
import type { GroupAnalysis } from '../../analysis/lifetimes/analyse.js';
import { survivalAt } from '../../analysis/lifetimes/kaplan-meier.js';
import { forEachRow, type LifeTable } from '../../analysis/lifetimes/life-table.js';
import { logLogBand } from '../../analysis/lifetimes/log-log-band.js';

export interface StepPoint {
  readonly time: number;
  readonly survival: number;
}

export interface BandPoint {
  readonly time: number;
  readonly lower: number;
  readonly upper: number;
}

/** Nothing fails before its first attempt, which is where a logarithmic axis begins. */
export const FIRST_ATTEMPT = 1;

type Curve = Pick<GroupAnalysis, 'curve' | 'table'>;

/** The corners of a survival curve, from the first attempt to the end of the curve. */
export const stepsOf = ({ curve }: Curve): readonly StepPoint[] => {
  const { times, survival, end } = curve;
  const steps = Array.from(times, (time, row) => ({
    time,
    survival: survival[row] ?? 0,
  }));
  const last = steps.at(-1)?.survival ?? 1;
  return [{ time: FIRST_ATTEMPT, survival: 1 }, ...steps, { time: end, survival: last }];
};

/**
 * Where nothing failed there is no variance, only a number at risk: with a probability of
 * 95 % more than this share survives (Clopper and Pearson, one-sided).
 */
const bandOfNone = (table: LifeTable): readonly BandPoint[] => {
  const points: BandPoint[] = [];
  forEachRow(table, (time, atRisk) => {
    const lower = ALPHA ** (1 / atRisk);
    points.push({ time: points.at(-1)?.time ?? FIRST_ATTEMPT, lower, upper: 1 });
    points.push({ time, lower, upper: 1 });
  });
  return points;
};

/** The corners of the 95 % band of a curve; it ends where no uncertainty is left. */
export const bandOf = ({ curve, table }: Curve): readonly BandPoint[] => {
  if (curve.events === 0) return bandOfNone(table);
  const { times, survival, logVariance, end } = curve;
  const points: BandPoint[] = [];
  for (const [row, time] of times.entries()) {
    const [lower, upper] = logLogBand(survival[row] ?? 0, logVariance[row] ?? 0);
    const before = points.at(-1);
    if (!Number.isNaN(lower)) points.push({ time, lower, upper });
    else if (before) return [...points, { ...before, time }];
  }
  const last = points.at(-1);
  return last ? [...points, { ...last, time: end }] : [];
};

/** Where trials were censored. */
export const censoredOf = ({ curve, table }: Curve): readonly StepPoint[] => {
  const points: StepPoint[] = [];
  forEachRow(table, (time, _atRisk, _failed, censored) => {
    if (censored > 0) points.push({ time, survival: survivalAt(curve, time) });
  });
  return points;
};
