import type { RecordedRun } from '../../journal/reader.js';
import {
  describeLab,
  describeNotApplicable,
  describeSubject,
  formatWallTime,
} from '../text/describe.js';
import { formatCount } from '../text/format.js';
import { printable } from '../../printable.js';
import { machineInFull } from '../text/machine.js';
import { describeStopping } from '../text/stopping.js';
import { dataTable } from './data-table.js';
import { element } from '../dom.js';
import { accuracyFigures } from './harness-accuracy.js';

const rowOf = ({ manifest, trials }: RecordedRun): readonly string[] =>
  [
    manifest.run,
    formatCount(trials.length),
    String(manifest.seed),
    `preempt-lab ${manifest.command.join(' ')}`,
    describeLab(manifest),
    manifest.subjects.map(describeSubject).join(', '),
    `${manifest.tools.cc}; node ${manifest.tools.node}`,
    machineInFull(manifest.machine),
    formatWallTime(manifest) ?? 'cut short',
  ].map(printable);

const stoppingRules = (runs: readonly RecordedRun[]): readonly HTMLElement[] =>
  runs.flatMap(({ manifest }) => {
    const text = describeStopping(manifest);
    return text === '' ? [] : [element('p', {}, `${manifest.run}: ${text}`)];
  });

const notApplicable = (runs: readonly RecordedRun[]): HTMLElement | undefined => {
  const lines = runs.flatMap(({ manifest }) =>
    manifest.notApplicable.map((entry) => describeNotApplicable(entry)),
  );
  if (lines.length === 0) return undefined;
  const items = [...new Set(lines)].map((line) => element('li', {}, line));
  const summary = element('summary', {}, 'What could not be tried, and why');
  return element('details', {}, summary, element('ul', {}, ...items));
};

/** Where and with what everything was recorded. */
export const environmentSection = (runs: readonly RecordedRun[]): HTMLElement =>
  element(
    'section',
    { id: 'environment', 'aria-labelledby': 'environment-heading' },
    element('h2', { id: 'environment-heading' }, 'Runs and environment'),
    dataTable({
      caption: 'Runs that this page is made from',
      header: [
        'run',
        'trials',
        'seed',
        'command',
        'lab',
        'subjects',
        'tools',
        'machine',
        'took',
      ],
      rows: runs.map(rowOf),
      figures: [1],
      stacks: true,
    }),
    ...stoppingRules(runs),
    notApplicable(runs),
    accuracyFigures(runs),
  );
