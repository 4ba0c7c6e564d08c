import chalk from 'chalk';
import type {
  AdjustedComparison,
  AdjustedComparisons,
} from '../../analysis/comparison/adjust.js';
import type { GroupComparison } from '../../analysis/comparison/analyse.js';
import type { ComparedMachine } from '../../analysis/comparison/machines.js';
import { hasLifetimes } from '../../analysis/lifetimes/analyse.js';
import { commonCap, comparePairs } from '../../analysis/lifetimes/compare-pair.js';
import type { Experiment } from '../../plan/definition.js';
import { renderCurves } from '../survival/curves.js';
import { renderGroups } from '../survival/group-table.js';
import { renderNeeded } from '../survival/needed-table.js';
import { permutationNote } from '../survival/permutation-note.js';
import { MOST_PAIRS, renderPairs } from '../survival/pair-table.js';
import { wrapText } from '../text/wrap.js';
import { describeVariant } from '../text/describe.js';
import { formatCount } from '../text/format.js';
import { printable } from '../../printable.js';
import { describeMachines, describeOtherBuilds } from './machines.js';
import { withShortNames } from './short-names.js';
import { NOTES, describeAdjustment } from './method-notes.js';
import { renderIncidence, renderOutcomes } from './outcomes.js';
import { compareInPlainWords } from './plain-words.js';
import { describeEndingTest, describeLastingTest } from './significance.js';

/** How the cells are driven, except for what is compared. */
const describeDrive = (
  { comparison: { shared, machine } }: AdjustedComparison,
  by: string,
): string =>
  [
    ...(by === 'driver' ? [] : [`${shared.driver} driver`]),
    ...(by === 'rate' ? [] : [`${formatCount(shared.rateHz)} Hz`]),
    ...(by === 'cap' ? [] : [`cap ${formatCount(shared.cap)} attempts`]),
    ...(machine === undefined ? [] : [`machine ${printable(machine)}`]),
  ].join(', ');

/** The row of a group and, where trials timed out, another row with these as failures. */
const groupRows = ({ survival, timedOut, timedOutAsFailed }: GroupComparison) => [
  survival,
  ...(timedOutAsFailed
    ? [{ ...timedOutAsFailed, name: `+ ${formatCount(timedOut)} timed out` }]
    : []),
];

const section = (title: string, body = ''): string =>
  title === '' ? '' : `${chalk.bold(wrapText(title))}\n${body}`;

const renderShownPairs = ({ survival }: AdjustedComparison): string => {
  const { groups, pairwise } = survival;
  return renderPairs({
    groups,
    pairs: comparePairs(survival, MOST_PAIRS),
    tested: pairwise.length,
    commonCap: commonCap(survival),
  });
};

/** What is asked for besides the comparisons themselves. */
interface Asked {
  readonly experiment: Experiment;
  readonly by: string;
  /** The precision of intervals for which to say how many trials are needed. */
  readonly precision: number | undefined;
  /** Caveats about the runs that the trials are from. */
  readonly caveats: readonly string[];
  /** The machines of the trials. */
  readonly machines: readonly ComparedMachine[];
}

const renderComparison = (
  comparison: AdjustedComparison,
  { experiment, by, precision, machines }: Asked,
): string => {
  const { groups, survival } = comparison;
  const variant = describeVariant(comparison.comparison.shared.variant, experiment);
  const title = `${experiment.name} by ${by}: ${variant}`;
  const drive = chalk.dim(wrapText(describeDrive(comparison, by)));
  const otherBuilds = describeOtherBuilds(comparison.comparison, machines);
  const words = wrapText(
    [compareInPlainWords(comparison), otherBuilds].filter(Boolean).join(' '),
  );
  const incidence = renderIncidence(groups);
  return [
    `${section(title)}${drive}\n${words}\n`,
    renderGroups(groups.flatMap(groupRows)),
    `${renderOutcomes(groups)}${section(describeEndingTest(comparison))}`,
    precision === undefined
      ? ''
      : section('Trials needed', renderNeeded(survival.groups, precision)),
    survival.groups.some(hasLifetimes)
      ? section('Surviving, by attempts', renderCurves(survival.groups))
      : '',
    incidence && section('Failed, by attempts', incidence),
    section(
      describeLastingTest(comparison),
      survival.logRank && renderShownPairs(comparison),
    ),
  ]
    .filter((part) => part !== '')
    .join('\n');
};

const IN_ALL = 'that this command ran, in all comparisons above';

/**
 * Where machines are compared, says which these are; their names are too long for tables.
 */
const renderMachines = ({ by, machines }: Asked): string =>
  by === 'machine'
    ? `${section('Machines')}${describeMachines(machines)
        .map((line) => `${wrapText(line)}\n`)
        .join('')}\n`
    : '';

/** Comparisons for a terminal of 80 columns. */
export const renderComparisons = (
  { comparisons, tests }: AdjustedComparisons,
  asked: Asked,
): string => {
  const texts = comparisons.map((comparison) =>
    renderComparison(withShortNames(comparison), asked),
  );
  const notes = wrapText(
    [
      NOTES,
      ...new Set(comparisons.map(({ survival }) => permutationNote(survival))),
      describeAdjustment(tests, IN_ALL),
      ...asked.caveats,
    ]
      .filter(Boolean)
      .join(' '),
  );
  return `${renderMachines(asked)}${texts.join('\n\n')}\n${chalk.dim(notes)}\n`;
};
