import { group, max } from 'd3-array';
import type { RecordedRun } from '../../journal/reader.js';
import type { TrialRecord } from '../../journal/trial-record.js';
import { cellKey, cellOf } from '../../plan/cell.js';
import type { Claim, ClaimPart, Variant } from '../../plan/claim.js';
import type { Experiment } from '../../plan/definition.js';
import { naturalOrder } from '../../natural-order.js';
import { completeVariant } from '../../plan/variants.js';
import { dataOf } from '../trials/data-trials.js';
import { adjustVerdicts } from './adjust.js';
import { judgeEvery } from './every.js';
import { judgeExponential } from './exponential.js';
import type { JudgedClaim, JudgedPart, JudgedSubject } from './judged.js';
import { judgeRatio } from './ratio.js';
import { judgeShare } from './share.js';
import { combine, type Finding } from './verdict.js';

/** The trials of a cell that are data, by what the cell differs in from the defaults. */
type TrialsOf = (differing: Variant) => readonly TrialRecord[];

const judgePart = ({ cell, rule }: ClaimPart, trialsOf: TrialsOf): Finding => {
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

interface Origin {
  readonly machine: string;
  readonly trial: TrialRecord;
}

const isDrivenAsDefined = (experiment: Experiment, trial: TrialRecord): boolean =>
  cellKey(trial) === cellKey(cellOf(experiment, trial.variant, trial.subject, {}));

const originsOf = (runs: readonly RecordedRun[], experiment: Experiment): Origin[] =>
  runs.flatMap(({ manifest, trials }) =>
    dataOf(trials)
      .filter((trial) => trial.experiment === experiment.name)
      .filter((trial) => isDrivenAsDefined(experiment, trial))
      .map((trial) => ({ machine: manifest.machine.id, trial })),
  );

const judgeSubjects = (
  experiment: Experiment,
  claim: Claim,
  origins: readonly Origin[],
): readonly JudgedSubject[] => {
  const alike = group(origins, ({ machine, trial: { subject, fixtureHash } }) =>
    JSON.stringify([subject.kind, subject.version, fixtureHash, machine]),
  );
  return [...alike.values()].map((members) => {
    const [{ machine, trial }] = members as [Origin];
    const { subject, fixtureHash } = trial;
    const byCell = group(
      members.map((member) => member.trial),
      cellKey,
    );
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
  origins: readonly Origin[],
): JudgedClaim => {
  const subjects = [...judgeSubjects(experiment, claim, origins)].sort(byVersion);
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
 * Judges every claim of every experiment by the recorded trials, for each subject by
 * itself. Only trials driven as the definition says count. The p-values of the
 * verdicts are Holm-adjusted over all of them.
 *
 * @returns the claims in the order of their ids
 */
export const judgeClaims = (
  experiments: readonly Experiment[],
  runs: readonly RecordedRun[],
): readonly JudgedClaim[] =>
  adjustVerdicts(
    experiments
      .flatMap((experiment) => {
        const origins = originsOf(runs, experiment);
        return experiment.claims.map((claim) => judgeClaim(experiment, claim, origins));
      })
      .sort((a, b) => naturalOrder(a.claim.id, b.claim.id)),
  );
