import path from 'node:path';
import { execa } from 'execa';
import { ToolchainError } from '../errors.js';
import type { PlannedTrial } from '../plan/blocks.js';
import { userEnvironment } from '../toolchain/environment.js';
import { fixtureArguments } from '../trial/run-trial.js';
import { leaveInterruptsToChild } from './interrupt.js';
import { warn } from './output.js';

const SETTINGS = [
  'handle SIGURG nostop noprint pass',
  // No shell must read the fixture's path, and the environment must be that of trials.
  'set startup-with-shell off',
  'set confirm off',
  'unset environment',
  'set confirm on',
];

/** The trial with a driver that a fixture can have when nothing watches it. */
const byHand = ({ cell, ...trial }: PlannedTrial): PlannedTrial => {
  if (cell.driver !== 'external') return { cell, ...trial };
  warn('by hand a thread of the fixture signals, with the same rate and jitter');
  return { ...trial, cell: { ...cell, driver: 'sibling' } };
};

/**
 * Starts a trial's fixture under gdb, on this terminal, with the arguments it was run
 * with. Signals pass through silently.
 *
 * @throws ToolchainError when there is no gdb
 */
export const underGdb = (trial: PlannedTrial, executable: string): Promise<void> =>
  leaveInterruptsToChild(async () => {
    const settings = SETTINGS.flatMap((command) => ['-ex', command]);
    const program = ['--args', executable, ...fixtureArguments(byHand(trial))];
    const { code } = await execa('gdb', ['-q', ...settings, ...program], {
      // Where trials run, and where gdb finds sources that are named relative to it.
      cwd: path.dirname(executable),
      env: userEnvironment(),
      extendEnv: false,
      stdio: 'inherit',
      reject: false,
    });
    if (code === 'ENOENT') throw new ToolchainError('there is no gdb on PATH');
  });
