import type { CellSummary } from '../../analysis/trials/cell-summary.js';
import type { ExperimentFindings, Findings } from '../../analysis/findings.js';
import type { RecordedRun } from '../../journal/reader.js';
import type { Experiment } from '../../plan/definition.js';
import { cellTables } from '../cell-table.js';
import { describeStanding } from '../text/p-values.js';
import { renderClaimTable, renderEvidence, renderUntried } from './claims.js';
import { failureMessages } from '../text/failure-messages.js';
import { isFileName } from '../safe-names.js';
import { markdownText, renderMarkdown } from './cells.js';
import { machineInShort } from '../text/machine.js';
import { describeStopping } from '../text/stopping.js';
import { renderSurvivalTable } from './survival.js';
import { describeLab, describeNotApplicable, formatWallTime } from '../text/describe.js';
import { formatCount } from '../text/format.js';

/** The pictures in the folder `plots` beside the page, by file name. */
type Pictures = ReadonlyMap<string, string>;

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

const pictureOf = (name: string, pictures: Pictures): string => {
  const file = `${name}.svg`;
  return pictures.has(file)
    ? `![Survival in ${name}, by version](../plots/${file})\n`
    : '';
};

const pageOf = (
  { name, experiment, summaries, claims }: ExperimentFindings,
  experiments: readonly Experiment[],
  pictures: Pictures,
): string =>
  [
    `# ${markdownText(name)}\n`,
    `${MADE}\n`,
    experiment ? `${experiment.asks}\n` : '',
    pictureOf(name, pictures),
    ...claims.map(renderEvidence),
    ...cellTables(summaries, experiments).map(renderMarkdown),
    messagesOf(summaries),
  ]
    .filter((part) => part.trim() !== '')
    .join('\n');

const runLine = ({ manifest, trials }: RecordedRun): string => {
  const text =
    `\`${manifest.run}\`: ${formatCount(trials.length)} trials, seed ${manifest.seed}; ` +
    `${machineInShort(manifest.machine)}; ${manifest.tools.cc}; lab ${describeLab(manifest)}` +
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

/** An experiment has no page of its own where its name is not safe as a file name. */
const entryOf = ({ name, experiment }: ExperimentFindings): string => {
  const link = isFileName(name)
    ? `[${name}](experiments/${name}.md)`
    : markdownText(name);
  return `- ${link}${experiment ? `: ${experiment.asks}` : ''}\n`;
};

/** `results/README.md`: what the recorded runs say in all, and where the rest is. */
export const renderResultsIndex = ({ runs, claims, survival, found }: Findings): string =>
  [
    '# Results\n',
    `${MADE}\n`,
    '## Survival\n',
    'Ways to preempt a task, each with all of its trials, on every version and however',
    'driven. A trial failed if it crashed, hung or computed something wrong.\n',
    renderSurvivalTable(survival),
    '## Claims\n',
    'Each is judged on each version by the rules and thresholds in its definition, which',
    'were committed before the run. The evidence is on the pages of the experiments.',
    `${describeStanding(claims)}\n`,
    renderClaimTable(claims),
    '## What the log left untried\n',
    'A variant is named by what differs from the defaults of its experiment.\n',
    renderUntried(claims),
    '## Experiments\n',
    found.map(entryOf).join(''),
    notApplicableOf(runs),
    '## Runs\n',
    `${runs.map(runLine).join('\n')}\n`,
  ].join('\n');

/**
 * A page for each experiment that has trials, by file name.
 *
 * @param pictures - in the folder `plots` beside the pages, by file name
 */
export const renderResultsPages = (
  { found, experiments }: Findings,
  pictures: Pictures,
): ReadonlyMap<string, string> =>
  new Map(
    found
      .filter(({ name }) => isFileName(name))
      .map((each) => [`${each.name}.md`, pageOf(each, experiments, pictures)]),
  );
