import { group, max } from 'd3-array';
import type { TrialRecord } from '../../journal/trial-record.js';
import { cellKey, cellOf } from '../../plan/cell.js';
import type { Claim, ClaimPart, Variant } from '../../plan/claim.js';
import type { Experiment } from '../../plan/definition.js';
import { naturalOrder } from '../../natural-order.js';
import { completeVariant } from '../../plan/variants.js';
import type { CellTrials } from '../trials/cell-trials.js';
import { dataOf } from '../trials/data-trials.js';
import { adjustVerdicts } from './adjust.js';
import { judgeEvery } from './every.js';
import { judgeExponential } from './exponential.js';
import type { JudgedClaim, JudgedPart, JudgedSubject } from './judged.js';
import { judgeRatio } from './ratio.js';
import { judgeShare } from './share.js';
import { combine, type Judgement } from './verdict.js';

/**
 * The trials of a cell that are data. The cell is given by its differences from the
 * defaults.
 */
type TrialsOf = (differing: Variant) => readonly TrialRecord[];

const judgePart = ({ cell, rule }: ClaimPart, trialsOf: TrialsOf): Judgement => {
  const trials = trialsOf(cell);
  switch (rule.kind) {
    case 'share':
      return judgeShare(rule, trials);
    case 'every':
      return judgeEvery(rule, trials);
    case 'ratio':
      return judgeRatio(rule, trials, rule.besides ? trialsOf(rule.besides) : trials);
    case 'exponential':
      return judgeExponential(rule, trials);
  }
};

const judgeParts = ({ parts }: Claim, trialsOf: TrialsOf): readonly JudgedPart[] =>
  parts.map((part) => ({ part, ...judgePart(part, trialsOf) }));

/** Counts only trials that were driven as the definition says. */
const cellsFor = (
  experiment: Experiment,
  cells: readonly CellTrials[],
): readonly CellTrials[] =>
  cells
    .filter(
      ({ cell }) =>
        cell.experiment === experiment.name &&
        cellKey(cell) === cellKey(cellOf(experiment, cell.variant, cell.subject, {})),
    )
    .map((each) => ({ ...each, trials: dataOf(each.trials) }))
    .filter(({ trials }) => trials.length > 0);

const judgeSubjects = (
  experiment: Experiment,
  claim: Claim,
  cells: readonly CellTrials[],
): readonly JudgedSubject[] => {
  const alike = group(cells, ({ machine, fixtureHash, cell: { subject } }) =>
    JSON.stringify([subject.kind, subject.version, fixtureHash, machine]),
  );
  return [...alike.values()].map((members) => {
    const [{ machine, fixtureHash, cell }] = members as [CellTrials];
    const { subject } = cell;
    const byCell = new Map(members.map((each) => [cellKey(each.cell), each.trials]));
    const trialsOf: TrialsOf = (differing) => {
      const variant = completeVariant(experiment, differing);
      return byCell.get(cellKey(cellOf(experiment, variant, subject, {}))) ?? [];
    };
    const parts = judgeParts(claim, trialsOf);
    const verdict = combine(parts.map((part) => part.verdict));
    return { subject, machine, fixtureHash, verdict, parts };
  });
};

const byVersion = (a: JudgedSubject, b: JudgedSubject): number =>
  naturalOrder(a.subject.version, b.subject.version);

const judgeClaim = (
  experiment: Experiment,
  claim: Claim,
  cells: readonly CellTrials[],
): JudgedClaim => {
  const subjects = [...judgeSubjects(experiment, claim, cells)].sort(byVersion);
  const parts =
    subjects.length > 0
      ? subjects.flatMap((subject) => subject.parts)
      : judgeParts(claim, () => []);
  return {
    experiment,
    claim,
    subjects,
    verdict: combine(subjects.map(({ verdict }) => verdict)),
    more: max(parts, ({ more }) => more),
  };
};

/**
 * Judges every claim of every experiment by the recorded trials, separately for each
 * subject. Only trials that were driven as the definition says count. The p-values of the
 * verdicts are Holm-adjusted over all of them.
 *
 * @returns the claims in the order of their ids
 */
export const judgeClaims = (
  experiments: readonly Experiment[],
  cells: readonly CellTrials[],
): readonly JudgedClaim[] =>
  adjustVerdicts(
    experiments
      .flatMap((experiment) => {
        const own = cellsFor(experiment, cells);
        return experiment.claims.map((claim) => judgeClaim(experiment, claim, own));
      })
      .sort((a, b) => naturalOrder(a.claim.id, b.claim.id)),
  );
