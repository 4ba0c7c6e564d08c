import type { CellSummary } from '../../analysis/trials/cell-summary.js';
import type {
  PreemptCount,
  PreemptDistribution,
} from '../../analysis/trials/preempt-distribution.js';
import { OUTCOMES, type OutcomeKind } from '../../plan/outcome.js';
import { describeMeasured, describeVariant } from '../text/describe.js';
import { printable } from '../../printable.js';
import type { Column, Value } from './column.js';

type CellColumn = Column<CellSummary>;

const text = (
  name: string,
  about: string,
  of: (summary: CellSummary) => string,
): CellColumn => ({ name, type: 'text', about, of });

const integer = (
  name: string,
  unit: string,
  about: string,
  of: (summary: CellSummary) => Value,
): CellColumn => ({ name, type: 'integer', unit, about, of });

const OUTCOME_COLUMNS = OUTCOMES.map((kind: OutcomeKind) =>
  integer(kind, 'trials', 'that ended so', ({ outcomes }) => outcomes[kind] ?? 0),
);

const quantile = (name: keyof PreemptDistribution, about: string): CellColumn =>
  integer(name, 'preempts', about, ({ preempts }) => preempts?.[name].preempts ?? null);

const lowerBounds = ({ preempts }: CellSummary): string =>
  Object.entries<PreemptCount>({ ...preempts })
    .filter(([, { isLowerBound }]) => isLowerBound)
    .map(([name]) => name)
    .join(' ');

/** Every column of `table --format csv`. */
export const CELL_COLUMNS: readonly CellColumn[] = [
  text('experiment', 'name of the experiment', ({ cell }) => cell.experiment),
  text('variant', 'knobs with their values, as knob=value', ({ cell }) =>
    describeVariant(cell.variant, undefined),
  ),
  text(
    'subject',
    'kind and version of what it is about',
    ({ cell: { subject } }) => `${subject.kind} ${subject.version}`,
  ),
  text('driver', 'who sends the signals', ({ cell }) => cell.driver),
  {
    name: 'rateHz',
    type: 'number',
    unit: 'Hz',
    about: 'signals asked for',
    of: ({ cell }) => cell.rateHz,
  },
  integer('cap', 'attempts', 'after which a trial has survived', ({ cell }) => cell.cap),
  text('fixtureHash', 'content of the build of the fixture', (row) => row.fixtureHash),
  text('machine', 'equal where kernel, processor and memory are', (row) => row.machine),
  integer('trials', 'trials', 'of the cell', ({ trials }) => trials),
  ...OUTCOME_COLUMNS,
  integer('survivors', 'trials', 'that ended without failing', (row) => row.survivors),
  quantile('min', 'least that a trial completed; none without data'),
  quantile('p25', 'lower quartile of those'),
  quantile('median', 'of those'),
  quantile('p75', 'upper quartile of those'),
  quantile('max', 'most of those'),
  text('lowerBounds', 'which of these five a trial set that did not fail', lowerBounds),
  text('messages', 'what failing trials said; control characters as \\x1b', (row) =>
    printable([...row.messages.keys()].join('; ')),
  ),
  text('measured', 'medians of what fixtures measured, with units', ({ measured }) =>
    describeMeasured(measured),
  ),
];
