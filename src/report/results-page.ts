import type { CellSummary } from '../analysis/cell-summary.js';
import type { RecordedRun } from '../journal/reader.js';
import type { Experiment } from '../plan/definition.js';
import { cellTables, type CellTable } from './cell-table.js';
import { failureMessages } from './failure-messages.js';
import { renderMarkdown } from './markdown.js';
import { formatCount } from './words.js';

const claimsOf = (experiment: Experiment | undefined): string =>
  (experiment?.claims ?? [])
    .map(
      ({ id, says, figures }) => `- Claim ${id}: ${says}${figures && ` (${figures})`}.`,
    )
    .join('\n');

const messagesOf = (summaries: readonly CellSummary[]): string => {
  const lines = failureMessages(summaries).map(
    ([text, count]) => `- ${formatCount(count)} x \`${text.replaceAll('`', "'")}\`\n`,
  );
  return lines.length === 0 ? '' : `What failing trials said:\n\n${lines.join('')}`;
};

const sectionOf = (
  name: string,
  tables: readonly CellTable[],
  summaries: readonly CellSummary[],
  experiment: Experiment | undefined,
): string =>
  [
    `## ${name}\n`,
    experiment ? `${experiment.asks}\n` : '',
    `${claimsOf(experiment)}\n`,
    ...tables.map(renderMarkdown),
    messagesOf(summaries.filter(({ cell }) => cell.experiment === name)),
  ]
    .filter((part) => part.trim() !== '')
    .join('\n');

const runLine = ({ manifest, trials }: RecordedRun): string =>
  `- \`${manifest.run}\`: ${formatCount(trials.length)} trials, seed ${manifest.seed}; ` +
  `${manifest.machine.cpu}, ${manifest.machine.cores} cores, ${manifest.machine.kernel}, ` +
  `signal frame ${formatCount(manifest.machine.minSignalStackBytes)} bytes; ` +
  `${manifest.tools.cc}; lab ${manifest.lab.version}` +
  (manifest.lab.revision === null ? '' : ` at ${manifest.lab.revision.slice(0, 10)}`) +
  (manifest.lab.modified === true ? ' with changes' : '');

/** `results/README.md`: everything the recorded runs say, from the records alone. */
export const renderResultsPage = (
  runs: readonly RecordedRun[],
  summaries: readonly CellSummary[],
  experiments: readonly Experiment[],
): string => {
  const tables = cellTables(summaries, experiments);
  const names = [...new Set(tables.map(({ experiment }) => experiment))];
  return [
    '# Results\n',
    'Made by `preempt-lab table` from the recorded trials; do not edit it. Outcomes and',
    'preempts are explained under "What is counted" in ARCHITECTURE.md of preempt-lab;',
    '"≥" marks a figure set by a trial that did not fail. Quantiles are those of the',
    'empirical distribution function: each is the count of an actual trial.\n',
    ...names.map((name) =>
      sectionOf(
        name,
        tables.filter((table) => table.experiment === name),
        summaries,
        experiments.find((experiment) => experiment.name === name),
      ),
    ),
    '## Runs\n',
    `${runs.map(runLine).join('\n')}\n`,
  ].join('\n');
};
