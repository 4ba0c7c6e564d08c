import path from 'node:path';
import { Command, InvalidArgumentError, Option } from 'commander';
import { sum } from 'd3-array';
import {
  analyseSurvival,
  type SurvivalAnalysis,
} from '../../analysis/lifetimes/analyse.js';
import { commonCap, comparePairs } from '../../analysis/lifetimes/compare-pair.js';
import { MOST_BOOTSTRAPPED } from '../../analysis/lifetimes/goodness-of-fit.js';
import { judgeExponentialOf } from '../../analysis/lifetimes/judge-exponential.js';
import { survivalJson } from '../../report/survival/json.js';
import { MOST_PAIRS } from '../../report/survival/pair-table.js';
import { renderSurvival, type SurvivalReport } from '../../report/survival/text.js';
import { printable } from '../../printable.js';
import { neededOption, repeated } from '../options.js';
import { printJson, tell } from '../output.js';
import type { Columns, Lifetimes } from '../survival/lifetime-rows.js';
import { DECIMAL_MARKS } from '../survival/numbers.js';
import { STANDARD_INPUT } from '../survival/open-file.js';
import { readLifetimes } from '../survival/read-lifetimes.js';

interface Options extends Columns {
  readonly precision?: number;
  readonly json?: true;
}

const nameOf = (file: string): string =>
  file === STANDARD_INPUT ? 'standard input' : path.basename(file);

const titleOf = (
  file: string,
  { time, event, by }: Columns,
  { failedWhere }: Lifetimes,
): string => {
  const failed = failedWhere.length === 0 ? '1' : failedWhere.join(' or ');
  const groups = by === undefined ? '' : `, by ${by}`;
  return printable(
    `${nameOf(file)}: ${time}, failed where ${event} is ${failed}${groups}`,
  );
};

const reportOf = (
  title: string,
  analysis: SurvivalAnalysis,
  precision: number | undefined,
): SurvivalReport => {
  const n = sum(analysis.groups, ({ curve }) => curve.n);
  const isBootstrapped = n <= MOST_BOOTSTRAPPED;
  return {
    title,
    analysis,
    verdicts: analysis.groups.map((group) => judgeExponentialOf(group, isBootstrapped)),
    isBootstrapped,
    pairs: comparePairs(analysis, MOST_PAIRS),
    commonCap: commonCap(analysis),
    precision,
  };
};

const action = async (
  file: string,
  { json, precision, ...columns }: Options,
): Promise<void> => {
  const lifetimes = await readLifetimes(file, columns);
  const { groups, said } = lifetimes;
  if (said.length > 0) tell(`read ${printable(nameOf(file))}: ${said.join(', ')}`);
  const analysis = analyseSurvival(groups);
  const title = titleOf(file, columns, lifetimes);
  if (json) printJson(survivalJson(analysis, precision));
  else process.stdout.write(renderSurvival(reportOf(title, analysis, precision)));
};

const SEPARATORS: Readonly<Record<string, string>> = { tab: '\t', '\\t': '\t' };

const separatorOption = (text: string): string => {
  const separator = SEPARATORS[text] ?? text;
  if (/^[^\w"\r\n]$/.test(separator)) return separator;
  throw new InvalidArgumentError('It takes one character, as ; or |, or tab.');
};

const EXAMPLES = `
Examples:
  preempt-lab survival remission.csv --time weeks --event relapse
  preempt-lab survival remission.csv --time weeks --event relapse --by drug
  preempt-lab survival trials.csv --time attempts --event failed --json
  preempt-lab survival lung.csv --time time --event status --event-value 2
  zcat log.csv.gz | preempt-lab survival - --time t --event e --na drop

The first line of the file names its columns. A gzip file is unpacked. An event
is 1 (or true, dead, failed) if something failed at that time, and 0 (or false,
alive, censored) if it had not failed by then; for other values, use
--event-value. A line on standard error says how an unusual file was read. A
field that is empty, NA, NaN, null or a point is missing.
`;

export const survivalCommand = (): Command =>
  new Command('survival')
    .argument('<file.csv>', 'a line for each lifetime; - for standard input')
    .requiredOption('--time <column>', 'the column of lifetimes')
    .requiredOption('--event <column>', 'the column of events: 1 failed, 0 censored')
    .option('--by <column>', 'the column of groups to compare')
    .addOption(
      new Option('--event-value <value>', 'a value that means failed; repeatable')
        .argParser(repeated)
        .default([], '1'),
    )
    .option(
      '--separator <character>',
      'between fields (default: detected)',
      separatorOption,
    )
    .addOption(
      new Option('--decimal <mark>', 'of times (default: detected)').choices(
        DECIMAL_MARKS,
      ),
    )
    .addOption(
      new Option(
        '--na <what>',
        'lines where a value is missing (default: refused)',
      ).choices(['drop']),
    )
    .addOption(neededOption())
    .option('--json', 'print JSON on stdout and nothing else')
    .addHelpText('after', EXAMPLES)
    .action(action);
