import { execa } from 'execa';
import { ToolchainError } from '../../errors.js';
import type { PlannedTrial } from '../../plan/blocks.js';
import { fixtureArguments } from '../../trial/run-trial.js';
import { leaveInterruptsToChild } from '../interrupt.js';
import { warn } from '../output.js';

/** The driver a fixture can have when nothing watches it. */
const byHand = ({ cell, ...trial }: PlannedTrial): PlannedTrial => {
  if (cell.driver !== 'external') return { cell, ...trial };
  warn('by hand a thread of the fixture signals, with the same rate and jitter');
  return { ...trial, cell: { ...cell, driver: 'sibling' } };
};

/**
 * Starts a trial's fixture under gdb, on this terminal, with the arguments it was run
 * with. Signals pass through in silence.
 *
 * @throws ToolchainError when there is no gdb
 */
export const underGdb = (trial: PlannedTrial, executable: string): Promise<void> =>
  leaveInterruptsToChild(async () => {
    const quiet = ['-q', '-ex', 'handle SIGURG nostop noprint pass'];
    const program = ['--args', executable, ...fixtureArguments(byHand(trial))];
    const { code } = await execa('gdb', [...quiet, ...program], {
      stdio: 'inherit',
      reject: false,
    });
    if (code === 'ENOENT') throw new ToolchainError('there is no gdb on PATH');
  });
