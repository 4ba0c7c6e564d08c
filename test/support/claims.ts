import { judgeClaims } from '../../src/analysis/claims/judge.js';
import type { TrialRecord } from '../../src/journal/trial-record.js';
import type { Rule } from '../../src/plan/claim.js';
import { defineExperiment } from '../../src/plan/definition.js';
import { cellsOf } from './records.js';

const experimentWith = (...rules: readonly Rule[]) =>
  defineExperiment({
    name: 'callback',
    asks: '',
    claims: [
      {
        id: 'X1',
        title: 'A crash',
        says: 'it crashes',
        figures: '',
        parts: rules.map((rule) => ({ cell: {}, says: 'crashed', rule })),
      },
    ],
    knobs: { handler: { values: ['plain', 'allocating'], about: '' } },
    defaultVariants: [{}],
    trials: 100,
    libraries: [],
  });

/** The claim that an experiment with these rules makes, judged by trials of it. */
export const judge = (trials: readonly TrialRecord[], ...rules: readonly Rule[]) => {
  const [claim] = judgeClaims([experimentWith(...rules)], cellsOf(trials));
  if (!claim) throw new Error('no claim was judged');
  return claim;
};
