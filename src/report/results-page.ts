import type { CellSummary } from '../analysis/trials/cell-summary.js';
import type { JudgedClaim } from '../analysis/claims/judged.js';
import { summariseSurvival } from '../analysis/trials/survival-summary.js';
import type { RecordedRun } from '../journal/reader.js';
import type { Experiment } from '../plan/definition.js';
import { cellTables, type CellTable } from './cell-table.js';
import { describeStanding } from './claim-p-values.js';
import { renderClaimTable, renderEvidence, renderUntried } from './claim-markdown.js';
import { failureMessages } from './failure-messages.js';
import { isFileName } from './file-name.js';
import { markdownText, renderMarkdown } from './markdown.js';
import { machineInShort } from './machine-facts.js';
import { describeStopping } from './stopping.js';
import { renderSurvivalTable } from './survival-table.js';
import { describeNotApplicable, formatCount, formatWallTime } from './words.js';

/** What the page is made from. */
export interface ResultsPage {
  readonly runs: readonly RecordedRun[];
  readonly summaries: readonly CellSummary[];
  readonly claims: readonly JudgedClaim[];
  readonly experiments: readonly Experiment[];
  /** The pictures in the folder `plots` beside the page, by the names of their files. */
  readonly pictures: ReadonlyMap<string, string>;
}

const MADE =
  'Made by `preempt-lab table` from the recorded trials; do not edit it. Outcomes and preempts ' +
  'are explained under "What is counted" in METHODS.md of preempt-lab; "≥" marks a count set by ' +
  'a trial that did not fail. Quantiles are those of the empirical distribution function: each ' +
  'is the count of an actual trial.';

const messagesOf = (summaries: readonly CellSummary[]): string => {
  const lines = failureMessages(summaries).map(
    ([text, count]) => `- ${formatCount(count)} x \`${text.replaceAll('`', "'")}\`\n`,
  );
  return lines.length === 0 ? '' : `What failing trials said:\n\n${lines.join('')}`;
};

const pictureOf = (name: string, pictures: ResultsPage['pictures']): string => {
  const file = `${name}.svg`;
  return pictures.has(file)
    ? `![Survival in ${name}, by version](../plots/${file})\n`
    : '';
};

const pageOf = (
  name: string,
  tables: readonly CellTable[],
  { summaries, claims, experiments, pictures }: ResultsPage,
): string => {
  const experiment = experiments.find((known) => known.name === name);
  return [
    `# ${markdownText(name)}\n`,
    `${MADE}\n`,
    experiment ? `${experiment.asks}\n` : '',
    pictureOf(name, pictures),
    ...claims.filter((claim) => claim.experiment.name === name).map(renderEvidence),
    ...tables.filter((table) => table.experiment === name).map(renderMarkdown),
    messagesOf(summaries.filter(({ cell }) => cell.experiment === name)),
  ]
    .filter((part) => part.trim() !== '')
    .join('\n');
};

const runLine = ({ manifest, trials }: RecordedRun): string => {
  const text =
    `\`${manifest.run}\`: ${formatCount(trials.length)} trials, seed ${manifest.seed}; ` +
    `${machineInShort(manifest.machine)}; ${manifest.tools.cc}; lab ${manifest.lab.version}` +
    (manifest.lab.revision === null ? '' : ` at ${manifest.lab.revision.slice(0, 10)}`) +
    (manifest.lab.modified === true ? ' with changes' : '') +
    `; ${formatWallTime(manifest) ?? 'cut short'}, ${manifest.jobs} at a time` +
    (describeStopping(manifest) && `. ${describeStopping(manifest)}`);
  return `- ${markdownText(text)}`;
};

const notApplicableOf = (runs: readonly RecordedRun[]): string => {
  const lines = runs.flatMap(({ manifest }) =>
    manifest.notApplicable.map(
      (entry) => `- ${markdownText(describeNotApplicable(entry))}\n`,
    ),
  );
  return lines.length === 0 ? '' : `## Not applicable\n\n${lines.join('')}`;
};

/** The experiments that have trials, in the order of the records. */
const namesIn = (tables: readonly CellTable[]): readonly string[] => [
  ...new Set(tables.map(({ experiment }) => experiment)),
];

/** Without a page of its own where the name is not one for a file. */
const entryOf = (name: string, experiments: readonly Experiment[]): string => {
  const asks = experiments.find((known) => known.name === name)?.asks;
  const link = isFileName(name)
    ? `[${name}](experiments/${name}.md)`
    : markdownText(name);
  return `- ${link}${asks === undefined ? '' : `: ${asks}`}\n`;
};

/** `results/README.md`: what the recorded runs say of everything, and where the rest is. */
export const renderResultsIndex = (results: ResultsPage): string => {
  const { runs, summaries, claims, experiments } = results;
  const names = namesIn(cellTables(summaries, experiments));
  return [
    '# Results\n',
    `${MADE}\n`,
    '## Survival\n',
    'Ways to preempt a task, each with all of its trials, on every version and however',
    'driven. A trial failed if it crashed, hung or computed something wrong.\n',
    renderSurvivalTable(summariseSurvival(experiments, runs)),
    '## Claims\n',
    'Each is judged on each version by the rules and thresholds in its definition, which',
    'were committed before the run. The evidence is on the pages of the experiments.',
    `${describeStanding(claims)}\n`,
    renderClaimTable(claims),
    '## What the log left untried\n',
    'A variant is named by what differs from the defaults of its experiment.\n',
    renderUntried(claims),
    '## Experiments\n',
    names.map((name) => entryOf(name, experiments)).join(''),
    notApplicableOf(runs),
    '## Runs\n',
    `${runs.map(runLine).join('\n')}\n`,
  ].join('\n');
};

/** A page for each experiment that has trials, by the names of their files. */
export const renderResultsPages = (results: ResultsPage): ReadonlyMap<string, string> => {
  const tables = cellTables(results.summaries, results.experiments);
  return new Map(
    namesIn(tables)
      .filter(isFileName)
      .map((name) => [`${name}.md`, pageOf(name, tables, results)]),
  );
};
