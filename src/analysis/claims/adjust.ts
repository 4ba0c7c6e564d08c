import { holm } from '../numerics/holm.js';
import type { JudgedClaim, JudgedPart } from './judged.js';

/**
 * Whether a part is judged by confidence intervals, whatever its verdict: a family of
 * tests must not depend on its results.
 */
const isTested = ({ part }: JudgedPart): boolean => part.rule.kind !== 'every';

/**
 * Holm-adjusts the p-values of the verdicts that are read together: those of all parts
 * that are judged by confidence intervals. An undecided part counts as a test but has no
 * p-value.
 */
export const adjustVerdicts = (
  claims: readonly JudgedClaim[],
): readonly JudgedClaim[] => {
  const tested = claims
    .flatMap(({ subjects }) => subjects.flatMap(({ parts }) => parts))
    .filter(isTested);
  const adjusted = holm(tested.map(({ p = 1 }) => p));
  const pHolm = new Map(tested.map((part, place) => [part, adjusted[place]]));
  return claims.map((claim) => ({
    ...claim,
    subjects: claim.subjects.map((subject) => ({
      ...subject,
      parts: subject.parts.map((part) =>
        part.p === undefined ? part : { ...part, pHolm: pHolm.get(part) ?? NaN },
      ),
    })),
  }));
};
