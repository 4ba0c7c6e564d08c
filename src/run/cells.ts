import { whyNotApplicable, type FixtureDescription } from '../build/describe-fixture.js';
import type { NotApplicable } from '../journal/manifest.js';
import type { PlanEntry } from '../plan/blocks.js';
import { cellKey, cellOf } from '../plan/cell.js';
import type { Subject } from '../plan/cell.js';
import type { RunRequest, WantedExperiment } from './request.js';

/** The cells of an experiment on one subject, and those it cannot have. */
export interface SubjectCells {
  readonly plan: readonly PlanEntry[];
  readonly notApplicable: readonly NotApplicable[];
}

/**
 * Plans the variants of an experiment on a subject. A rate or cap given on the command
 * line may make variants equal that differ only in these. They count once, with the most
 * trials that were asked for any of them.
 */
export const cellsOnSubject = (
  { experiment, variants }: WantedExperiment,
  subject: Subject,
  drive: RunRequest['drive'],
  fixtureHash: string,
  description: FixtureDescription,
): SubjectCells => {
  const plan = new Map<string, PlanEntry>();
  const notApplicable: NotApplicable[] = [];
  for (const { variant, ...trials } of variants) {
    const reason = whyNotApplicable(description, variant);
    if (reason !== undefined) {
      notApplicable.push({ experiment: experiment.name, subject, variant, reason });
      continue;
    }
    const cell = cellOf(experiment, variant, subject, drive);
    const same = plan.get(cellKey(cell));
    if (!same || same.trials < trials.trials) {
      plan.set(cellKey(cell), { cell, ...trials, fixtureHash });
    }
  }
  return { plan: [...plan.values()], notApplicable };
};
