import chalk from 'chalk';
import { Command } from 'commander';
import { subjectKind, type Experiment, type SubjectKind } from '../../plan/definition.js';
import { discoverExperiments } from '../../plan/discover.js';
import { wrapText } from '../../report/text/wrap.js';
import { printJson } from '../output.js';

const SUBJECTS: Readonly<Record<SubjectKind, string>> = {
  ocaml: 'OCaml',
  generator: 'generators',
};

const describe = (experiment: Experiment): string => {
  const { name, aliases = [], asks, claims, knobs } = experiment;
  const lines = Object.entries(knobs).map(
    ([knob, { values, about }]) =>
      `    ${wrapText(`${knob}=${values.join(' | ')}`, 6)}\n      ${wrapText(about, 6)}`,
  );
  const ids = claims.map(({ id }) => id).join(', ');
  const names = [chalk.bold(name), ...aliases].join(', ');
  const head =
    names + (ids && ` (${ids})`) + `, about ${SUBJECTS[subjectKind(experiment)]}`;
  return [wrapText(head, 2), `  ${wrapText(asks, 2)}`, ...lines].join('\n');
};

const action = async ({ json }: { readonly json?: true }): Promise<void> => {
  const experiments = await discoverExperiments();
  if (json)
    printJson(experiments.map((each) => ({ subject: subjectKind(each), ...each })));
  else process.stdout.write(`${experiments.map(describe).join('\n\n')}\n`);
};

export const listCommand = (): Command =>
  new Command('list')
    .option('--json', 'print JSON on stdout and nothing else')
    .addHelpText('after', '\nExamples:\n  preempt-lab list\n  preempt-lab list --json\n')
    .action(action);
