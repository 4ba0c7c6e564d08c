import { Command } from 'commander';
import { missing } from '../../doctor/check.js';
import { examine } from '../../doctor/examine.js';
import { renderChecks } from '../../doctor/render.js';
import { ToolchainError } from '../../errors.js';
import { interruptSignal } from '../interrupt.js';
import { printJson } from '../output.js';
import { withStep } from '../progress.js';

const action = async ({ json }: { readonly json?: true }): Promise<void> => {
  const checks = await withStep('Examining this machine', (onProgress) =>
    examine({ onProgress, signal: interruptSignal }),
  );
  const lacking = missing(checks);
  if (json) printJson({ checks, ready: lacking.length === 0 });
  else process.stdout.write(renderChecks(checks));
  if (lacking.length === 0) return;
  const names = lacking.map(({ name }) => name).join(', ');
  throw new ToolchainError(`missing for a run: ${names}`);
};

const EXPLANATION = `
Looks for the tools that compile and fetch, and at the settings that matter;
compiles the runner and runs one trial of a fixture, for less than a second, to
see that memory is shared and signals arrive. Installs nothing and changes no
setting: it prints the command that would. What is compiled stays in the cache.

  ✔ ok   ⚠ a run works without it, or is worse for it   ✖ a run needs it

The exit code is 0 when nothing that a run needs is missing, otherwise 3.

Examples:
  preempt-lab doctor
  preempt-lab doctor --json`;

/** `preempt-lab doctor`: what the lab needs of this machine, and what is missing. */
export const doctorCommand = (): Command =>
  new Command('doctor')
    .option('--json', 'print JSON on stdout and nothing else')
    .action(action)
    .addHelpText('after', EXPLANATION);
