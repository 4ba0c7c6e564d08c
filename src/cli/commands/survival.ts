import path from 'node:path';
import { Command } from 'commander';
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
import { printable } from '../../report/words.js';
import { neededOption } from '../options.js';
import { printJson } from '../output.js';
import { readLifetimes, type Columns } from '../survival/read-lifetimes.js';

interface Options extends Columns {
  readonly precision?: number;
  readonly json?: true;
}

const reportOf = (
  file: string,
  { time, event, by }: Columns,
  analysis: SurvivalAnalysis,
  precision: number | undefined,
): SurvivalReport => {
  const n = sum(analysis.groups, ({ curve }) => curve.n);
  const isBootstrapped = n <= MOST_BOOTSTRAPPED;
  const columns = `${time}, failed where ${event} is 1${by === undefined ? '' : `, by ${by}`}`;
  return {
    title: printable(`${path.basename(file)}: ${columns}`),
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
  const analysis = analyseSurvival(await readLifetimes(file, columns));
  if (json) printJson(survivalJson(analysis, precision));
  else process.stdout.write(renderSurvival(reportOf(file, columns, analysis, precision)));
};

const EXAMPLES = `
Examples:
  preempt-lab survival remission.csv --time weeks --event relapse
  preempt-lab survival remission.csv --time weeks --event relapse --by drug
  preempt-lab survival trials.csv --time attempts --event failed --json

The first line of the file names its columns. An event is 1 where something
failed at that time, 0 where it had not failed until then (censored).
`;

export const survivalCommand = (): Command =>
  new Command('survival')
    .argument('<file.csv>', 'a line for each lifetime')
    .requiredOption('--time <column>', 'how long it lasted')
    .requiredOption('--event <column>', '1: failed then, 0: censored')
    .option('--by <column>', 'compare the groups that it names')
    .addOption(neededOption())
    .option('--json', 'print JSON on stdout and nothing else')
    .addHelpText('after', EXAMPLES)
    .action(action);
