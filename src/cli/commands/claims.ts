import { Command } from 'commander';
import { judgeClaims } from '../../analysis/claims/judge.js';
import { trialsByCell } from '../../analysis/trials/cell-trials.js';
import { discoverExperiments } from '../../plan/discover.js';
import { claimJson } from '../../report/json/claims.js';
import { renderClaims } from '../../report/text/claims.js';
import { printJson } from '../output.js';
import { readTabledRuns } from '../recorded-runs.js';

interface Options {
  readonly results: string;
  readonly json?: true;
}

const action = async ({ results, json }: Options): Promise<void> => {
  const experiments = await discoverExperiments();
  const claims = judgeClaims(experiments, trialsByCell(await readTabledRuns(results)));
  if (json) printJson(claims.map(claimJson));
  else process.stdout.write(renderClaims(claims));
};

const EXPLANATION = `
A claim is judged on each subject separately, part by part, by the rule and the
thresholds in its experiment's definition. It holds if all parts hold, is
refuted if all are refuted, and is qualified if they differ. Undecided means too
few trials: it says how many more would decide. A verdict's p-value is the
smallest significance level at which it is still reached. It is Holm-adjusted
over all verdicts.

Examples:
  preempt-lab claims
  preempt-lab claims --results /tmp/try --json
`;

export const claimsCommand = (): Command =>
  new Command('claims')
    .option('--results <dir>', 'where runs were recorded', 'results')
    .option('--json', 'print JSON on stdout and nothing else')
    .addHelpText('after', EXPLANATION)
    .action(action);
