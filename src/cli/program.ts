import { Command } from 'commander';
import { labVersion } from '../version.js';
import { claimsCommand } from './commands/claims.js';
import { doctorCommand } from './commands/doctor.js';
import { exportCommand } from './commands/export.js';
import { listCommand } from './commands/list.js';
import { compareCommand } from './commands/compare.js';
import { replayCommand } from './commands/replay.js';
import { reportCommand } from './commands/report.js';
import { runCommand } from './commands/run.js';
import { survivalCommand } from './commands/survival.js';
import { tableCommand } from './commands/table.js';
import { toolchainCommand } from './commands/toolchain.js';

/** Commander would end the process itself, and with 1 where the lab promises 2. */
const throwOnExit = (command: Command): void => {
  command.exitOverride();
  command.commands.forEach(throwOnExit);
};

/** The whole command line. It throws instead of ending the process. */
export const program = (): Command => {
  const root = new Command('preempt-lab')
    .description('A research lab for non-cooperative preemption')
    .version(labVersion())
    .addCommand(listCommand())
    .addCommand(runCommand())
    .addCommand(tableCommand())
    .addCommand(reportCommand())
    .addCommand(exportCommand())
    .addCommand(claimsCommand())
    .addCommand(compareCommand())
    .addCommand(survivalCommand())
    .addCommand(replayCommand())
    .addCommand(toolchainCommand())
    .addCommand(doctorCommand())
    .addHelpText('after', '\nExample:\n  preempt-lab run callback\n');
  throwOnExit(root);
  return root;
};
