import { holm } from '../holm.js';
import type { JudgedClaim, JudgedPart } from './judged.js';

/** Judged by intervals, whatever came of it: a family must not depend on its results. */
const isTested = ({ part }: JudgedPart): boolean => part.rule.kind !== 'every';

/**
 * Adjusts, after Holm, the chances of the verdicts that are read together, for all parts
 * that were judged by intervals. One that is undecided counts, and gets none.
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
