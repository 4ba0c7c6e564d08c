import { holm } from '../holm.js';
import type { JudgedClaim } from './judged.js';

/**
 * Adjusts, after Holm, the chances of all verdicts that are read together. Verdicts that
 * no interval gave have none.
 */
export const adjustVerdicts = (
  claims: readonly JudgedClaim[],
): readonly JudgedClaim[] => {
  const chances = claims.flatMap(({ subjects }) =>
    subjects.flatMap(({ parts }) =>
      parts.map(({ p }) => p).filter((p) => p !== undefined),
    ),
  );
  const adjusted = holm(chances)[Symbol.iterator]();
  return claims.map((claim) => ({
    ...claim,
    subjects: claim.subjects.map((subject) => ({
      ...subject,
      parts: subject.parts.map((part) =>
        part.p === undefined ? part : { ...part, pHolm: adjusted.next().value ?? NaN },
      ),
    })),
  }));
};
