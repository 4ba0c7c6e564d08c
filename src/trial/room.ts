import { MachineError } from '../errors.js';
import { limitOf } from '../process-limits.js';
import { DEFAULT_LIMITS } from './limits.js';

const GB = 1e9;

/**
 * Files that the lab has open besides its trials, and those of a trial while it starts.
 */
const OPEN_BESIDE = 40;
const OPEN_PER_TRIAL = 10;

/** How many trials this process has files for at a time; at least one. */
export const trialsWithFiles = (): number =>
  Math.max(1, Math.floor((limitOf('openFiles') - OPEN_BESIDE) / OPEN_PER_TRIAL));

/**
 * Makes sure that a fixture can be given the limits of a trial: no process can have more
 * than the one that starts it.
 *
 * @throws MachineError that says which limit to raise
 */
export const requireRoomForTrials = (): void => {
  const addresses = limitOf('addressSpace');
  if (addresses < DEFAULT_LIMITS.memoryBytes) {
    throw new MachineError(
      `a trial needs ${(DEFAULT_LIMITS.memoryBytes / GB).toFixed(1)} GB of address space, ` +
        `and this process may use ${(addresses / GB).toFixed(1)}; raise the limit: ` +
        '`ulimit -v unlimited`',
    );
  }
  if (limitOf('fileSize') < DEFAULT_LIMITS.outputBytes) {
    throw new MachineError(
      'a trial may print 1 MiB, more than this process may write to a file; raise the ' +
        'limit: `ulimit -f unlimited`',
    );
  }
};
