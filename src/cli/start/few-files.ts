import { register } from 'node:module';
import { MachineError } from '../../errors.js';
import { limitOf } from '../../process-limits.js';

/** With fewer, Node itself ends silently or waits for ever. */
const LEAST_FILES = 48;
/** With this many, all modules can be read at once. */
const AMPLE_FILES = 512;

/**
 * Makes the lab work with few open files if the process may not have many.
 *
 * @throws MachineError when they are too few for anything
 */
export const adaptToFileLimit = (): void => {
  const files = limitOf('openFiles');
  if (files < LEAST_FILES) {
    throw new MachineError(
      `a process may open ${files} files here; the lab needs ${LEAST_FILES}; ` +
        'raise the limit: `ulimit -n 1024`',
    );
  }
  if (files < AMPLE_FILES) register('./module-queue.js', import.meta.url);
};
