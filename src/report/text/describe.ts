import { ownValue } from '../../own-value.js';
import { formatCount, formatDuration } from './format.js';
import { printable } from '../../printable.js';
import type { CellSummary } from '../../analysis/trials/cell-summary.js';
import type { PreemptCount } from '../../analysis/trials/preempt-distribution.js';
import type { Manifest, NotApplicable } from '../../journal/manifest.js';
import { cellOf, subjectName, type Cell, type Subject } from '../../plan/cell.js';
import type { ClaimPart } from '../../plan/claim.js';
import type { Experiment, Variant } from '../../plan/definition.js';

/** How long a run took; undefined while it lasts, or when it was cut short. */
export const formatWallTime = ({ startedAt, endedAt }: Manifest): string | undefined =>
  endedAt === null
    ? undefined
    : formatDuration(Date.parse(endedAt) - Date.parse(startedAt));

/** The version of the lab that recorded a run, with its commit where it is known. */
export const describeLab = ({ lab }: Manifest): string =>
  lab.version +
  (lab.revision === null ? '' : ` at ${lab.revision.slice(0, 10)}`) +
  (lab.modified === true ? ' with changes' : '');

/** A count of preempts; "≥" marks one that a survivor reached and may have passed. */
export const formatPreempts = ({ preempts, isLowerBound }: PreemptCount): string =>
  `${isLowerBound ? '≥' : ''}${formatCount(preempts)}`;

/**
 * How a variant differs from the defaults of its experiment; "default" where it does not.
 */
export const describeVariant = (
  variant: Variant,
  experiment: Experiment | undefined,
): string => {
  const differing = Object.entries(variant)
    .filter(
      ([name, value]) => ownValue(experiment?.knobs ?? {}, name)?.values[0] !== value,
    )
    .map(([name, value]) => `${name}=${value}`);
  return printable(differing.join(' ')) || 'default';
};

/**
 * A variant with what its knobs do not say about how it was driven, where that differs
 * from an ordinary trial of it.
 */
export const describeDriven = (
  cell: Cell,
  experiment: Experiment | undefined,
): string => {
  const { variant, subject, driver, rateHz, cap } = cell;
  const usual = experiment && cellOf(experiment, variant, subject, {});
  const unusual = [
    driver !== usual?.driver && `${driver} driver`,
    rateHz !== usual?.rateHz && `${formatCount(rateHz)} Hz`,
    cap !== usual?.cap && `cap ${formatCount(cap)}`,
  ].filter((part) => part !== false);
  return [describeVariant(variant, experiment), ...unusual].join(', ');
};

/** The outcomes of a cell, the most frequent first. */
export const describeOutcomes = ({ outcomes }: CellSummary): string =>
  Object.entries(outcomes)
    .sort(([, a], [, b]) => b - a)
    .map(([kind, count]) => `${kind} ${count}`)
    .join(', ');

/** A subject by name and version, safe to print. */
export const describeSubject = (subject: Subject): string =>
  printable(subjectName(subject));

/**
 * The same in short. Most subjects are an OCaml, so its name goes without saying:
 * "5.3.0".
 */
export const shortSubject = (subject: Subject): string =>
  subject.kind === 'ocaml' ? printable(subject.version) : describeSubject(subject);

/** What a part of a claim states, with the variant that it is about. */
export const statementOf = ({ cell, says }: ClaimPart): string =>
  `${describeVariant(cell, undefined)}: ${says}`;

/** What a run could not try, and why, in one line. */
export const describeNotApplicable = ({
  experiment,
  subject,
  reason,
}: NotApplicable): string =>
  printable(`${experiment} on ${describeSubject(subject)}: ${reason}`);

/** What was measured in a cell, to three digits. */
export const describeMeasured = (measured: CellSummary['measured']): string =>
  [...measured]
    .map(([name, { unit, median }]) => {
      const figure = median.toLocaleString('en', { maximumSignificantDigits: 3 });
      return printable(`${name} ${figure} ${unit}`);
    })
    .join(', ');

/** What all cells of one table have in common, in one line. */
export const describeSetting = ({ cell, machine, fixtureHash }: CellSummary): string =>
  printable(
    `${cell.experiment} on ${describeSubject(cell.subject)}, ${cell.driver} driver at ` +
      `${formatCount(cell.rateHz)} Hz, cap ${formatCount(cell.cap)} attempts (machine ` +
      `${machine}, fixture ${fixtureHash.slice(0, 8)})`,
  );
