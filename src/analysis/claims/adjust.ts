import { holm } from '../numerics/holm.js';
import type { JudgedClaim, JudgedPart } from './judged.js';

/** Judged by confidence intervals, whatever came of it: a family of tests must not depend
 * on its results. */
const isTested = ({ part }: JudgedPart): boolean => part.rule.kind !== 'every';

/**
 * Holm-adjusts the p-values of the verdicts that are read together: of all parts that are
 * judged by confidence intervals. An undecided part counts, and has none.
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
