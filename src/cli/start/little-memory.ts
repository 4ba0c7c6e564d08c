import process from 'node:process';
import { limitOf } from '../../process-limits.js';

/**
 * Node reserves 10 GB of addresses for each memory of WebAssembly, of which the special
 * functions have several, to find accesses out of bounds by a trap. With this it compares
 * instead (from Node 20.15 on).
 */
const WITHOUT_TRAPS = '--disable-wasm-trap-handler';
const AMPLE_BYTES = 2 ** 38;
const F_SETFD = 2;

/**
 * Where addresses are limited (`ulimit -v`), starts this process anew, with its id, as one
 * that needs few of them. Returns where that need not be, or cannot.
 *
 * Nothing may have been done yet that would be done twice.
 */
export const adaptToAddressLimit = async (): Promise<void> => {
  if (limitOf('addressSpace') >= AMPLE_BYTES) return;
  if (process.execArgv.includes(WITHOUT_TRAPS)) return;
  if (!process.allowedNodeEnvironmentFlags.has(WITHOUT_TRAPS)) return;
  const { default: koffi } = await import('koffi');
  const libc = koffi.load('libc.so.6');
  const fcntl = libc.func('int fcntl(int fd, int command, ...)');
  // Node has them closed on exec.
  for (const standard of [0, 1, 2]) fcntl(standard, F_SETFD, 'int', 0);
  const execv = libc.func('int execv(const char *file, const char **arguments)');
  const options = [...process.execArgv, WITHOUT_TRAPS];
  const { execPath, argv } = process;
  execv(execPath, [execPath, ...options, ...argv.slice(1), null]);
};
