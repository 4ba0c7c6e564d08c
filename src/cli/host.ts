import type { Host } from '../run/host.js';
import { interruptSignal } from './interrupt.js';
import { warn } from './output.js';
import { withStep } from './progress.js';

/** The user at the command line: signals end the run, steps show on standard error. */
export const commandLine: Host = { signal: interruptSignal, step: withStep, warn };
