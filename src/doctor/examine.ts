import { Interrupted } from '../errors.js';
import type { Progress } from '../toolchain/progress.js';
import { boostContextExamination } from './boost-context.js';
import { cacheExaminations } from './cache-folder.js';
import { headersExamination } from './c-headers.js';
import { carryOut, type Check } from './check.js';
import { readMachine } from './machine.js';
import { ocamlExamination } from './ocaml.js';
import { surroundingsExaminations } from './surroundings.js';
import { systemExaminations } from './system.js';
import { toolExaminations } from './tools.js';
import { examineByTrial } from './trial.js';

/**
 * Checks everything that the lab needs of a machine. The trial runs alone at the end,
 * because it measures how soon signals arrive while nothing else goes on.
 *
 * @throws Interrupted when the signal aborts; any other failure becomes a check's
 * diagnosis
 */
export const examine = async (progress: Progress): Promise<readonly Check[]> => {
  progress.onProgress('looking for compilers and tools');
  const machine = await readMachine();
  const ocaml = await carryOut(ocamlExamination);
  const others = [
    ...(await toolExaminations(machine, ocaml.status === 'ok')),
    headersExamination(machine),
    boostContextExamination(machine),
    ...systemExaminations(machine),
    ...cacheExaminations,
    ...surroundingsExaminations(machine),
  ];
  const checks = await Promise.all(others.map(carryOut));
  const byTrial = await examineByTrial(progress);
  if (progress.signal?.aborted) throw new Interrupted();
  return [ocaml, ...checks, ...byTrial];
};
