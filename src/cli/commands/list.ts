import chalk from 'chalk';
import { Command } from 'commander';
import type { Experiment } from '../../plan/definition.js';
import { discoverExperiments } from '../../plan/discover.js';
import { wrapText } from '../../report/terminal.js';
import { printJson } from '../output.js';

const describe = ({ name, aliases = [], asks, claims, knobs }: Experiment): string => {
  const lines = Object.entries(knobs).map(
    ([knob, { values, about }]) =>
      `    ${wrapText(`${knob}=${values.join(' | ')}`, 6)}\n      ${wrapText(about, 6)}`,
  );
  const ids = claims.map(({ id }) => id).join(', ');
  const names = [chalk.bold(name), ...aliases].join(', ');
  return [`${names} (${ids})`, `  ${wrapText(asks, 2)}`, ...lines].join('\n');
};

const action = async ({ json }: { readonly json?: true }): Promise<void> => {
  const experiments = await discoverExperiments();
  if (json) printJson(experiments);
  else process.stdout.write(`${experiments.map(describe).join('\n\n')}\n`);
};

export const listCommand = (): Command =>
  new Command('list')
    .description('show the experiments, their claims and their variants')
    .option('--json', 'print JSON on stdout and nothing else')
    .addHelpText('after', '\nExamples:\n  preempt-lab list\n  preempt-lab list --json\n')
    .action(action);
