import type { Progress } from '../toolchain/progress.js';
import { carryOut, fine, type Check, type Examination } from './check.js';
import { prepareBench, runPing } from './ping-trial.js';
import {
  describeSignalFrame,
  judgeSharedMemory,
  judgeSignals,
  TRIAL_FAILED,
} from './signals.js';

const NO_RUNNER = {
  status: 'missing',
  advice:
    'put the above right, or set XDG_CACHE_HOME to where programs can be run; ' +
    'then shared memory and signals can be tried',
} as const;

/**
 * Runs one real trial to check what no setting shows: that the runner compiles and loads,
 * that memory is shared with a fixture, and that signals reach it.
 *
 * @returns the check of the runner alone when there is no runner to run a trial with
 */
export const examineByTrial = async (progress: Progress): Promise<readonly Check[]> => {
  const preparation = prepareBench(progress);
  const runner = await carryOut({
    name: 'runner',
    otherwise: NO_RUNNER,
    look: async () => (await preparation, fine('compiled and loaded')),
  });
  if (runner.status !== 'ok') return [runner];
  const { library } = await preparation;
  const trial = runPing(await preparation, progress);
  const examinations: readonly Examination[] = [
    {
      name: 'shared memory',
      otherwise: TRIAL_FAILED,
      look: async () => judgeSharedMemory(await trial),
    },
    {
      name: 'signals',
      otherwise: TRIAL_FAILED,
      look: async () => judgeSignals(await trial),
    },
    {
      name: 'signal frame',
      otherwise: TRIAL_FAILED,
      look: () => describeSignalFrame(library.minSignalStackBytes()),
    },
  ];
  return [runner, ...(await Promise.all(examinations.map(carryOut)))];
};
