import type { ByPermutation } from '../../analysis/lifetimes/alike-tests.js';
import {
  hasLifetimes,
  type GroupAnalysis,
  type SurvivalAnalysis,
} from '../../analysis/lifetimes/analyse.js';
import { trialsNeeded } from '../../analysis/lifetimes/trials-needed.js';
import { standardError } from '../../analysis/lifetimes/kaplan-meier.js';

/** Null stands for what JSON has no number for. */
export const orNull = (figure: number | undefined): number | null =>
  figure === undefined || !Number.isFinite(figure) ? null : figure;

const curveJson = ({ curve }: GroupAnalysis) =>
  Array.from(curve.times, (time, row) => {
    const survival = curve.survival[row] ?? NaN;
    return {
      time,
      atRisk: curve.atRisk[row] ?? 0,
      events: curve.failed[row] ?? 0,
      survival,
      stdErr: orNull(standardError(survival, curve.logVariance[row] ?? NaN)),
    };
  });

const exponentialJson = ({ exponential: fit }: GroupAnalysis) =>
  fit
    ? {
        rate: fit.rate,
        rateLower: orNull(fit.rateInterval[0]),
        rateUpper: orNull(fit.rateInterval[1]),
        logLik: fit.logLikelihood,
      }
    : null;

const weibullJson = ({ weibull: fit }: GroupAnalysis) =>
  fit
    ? {
        shape: fit.shape,
        shapeLower: orNull(fit.shapeInterval[0]),
        shapeUpper: orNull(fit.shapeInterval[1]),
        scale: orNull(fit.scale),
        logLik: fit.logLikelihood,
      }
    : null;

/** What the lifetimes of a group come to; null for figures that they do not give. */
export const lifetimesJson = (group: GroupAnalysis) => ({
  median: orNull(group.median.time),
  medianLower: orNull(group.median.lower),
  medianUpper: orNull(group.median.upper),
  km: curveJson(group),
  exponential: exponentialJson(group),
  weibull: weibullJson(group),
  exponentialTest: group.exponentialTest ?? null,
});

/**
 * How many trials or the like are needed to know a group to the given precision, where
 * that was asked for.
 */
export const neededJson = (group: GroupAnalysis, precision: number | undefined) => {
  if (precision === undefined || !hasLifetimes(group)) return null;
  const { forRate, forMedian, forShare } = trialsNeeded(group, precision);
  return {
    precision,
    forRate: orNull(forRate),
    forMedian: orNull(forMedian),
    forShare: orNull(forShare),
  };
};

/** How a p-value was obtained if not from chi-square; undefined otherwise. */
export const permutedJson = ({ permuted }: ByPermutation) =>
  permuted && { permutations: permuted.permutations, exact: permuted.isExact };

/** A test of all groups, if there is one. */
export const logRankJson = ({ logRank }: SurvivalAnalysis) => {
  if (!logRank) return null;
  const { chiSquare, df, p } = logRank;
  return { chiSquare, df, p, ...permutedJson(logRank) };
};

/**
 * An analysis as `survival --json` gives it. Figures that the lifetimes do not give are
 * null: a median that a curve does not come down to, the error where nothing survived, a
 * fit without a maximum, a test of one group. `permutations` and `exact` are present
 * where a p-value was obtained by permutation.
 */
export const survivalJson = (
  analysis: SurvivalAnalysis,
  precision: number | undefined,
) => ({
  groups: analysis.groups.map((group) => ({
    name: group.name,
    n: group.curve.n,
    events: group.curve.events,
    ...lifetimesJson(group),
    ...(precision !== undefined && { needed: neededJson(group, precision) }),
  })),
  logrank: logRankJson(analysis),
  pairwise: analysis.pairwise.map(({ a, b, permuted, ...test }) => ({
    a: analysis.groups[a]?.name,
    b: analysis.groups[b]?.name,
    ...test,
    ...permutedJson({ permuted }),
  })),
});
