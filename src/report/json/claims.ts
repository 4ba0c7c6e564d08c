import type { JudgedClaim } from '../../analysis/claims/judged.js';
import { statementOf } from '../text/describe.js';

/** A claim as `claims --json` gives it: the verdict, and each part on each subject. */
export const claimJson = ({
  experiment,
  claim,
  verdict,
  more,
  subjects,
}: JudgedClaim) => ({
  id: claim.id,
  experiment: experiment.name,
  title: claim.title,
  says: claim.says,
  figures: claim.figures,
  verdict,
  more: more ?? null,
  subjects: subjects.map(({ parts, ...subject }) => ({
    ...subject,
    parts: parts.map(({ part, ...judgement }) => ({
      ...part,
      sentence: `${statementOf(part)}: ${judgement.evidence}`,
      ...judgement,
    })),
  })),
});
