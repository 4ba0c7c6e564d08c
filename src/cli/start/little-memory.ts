import process from 'node:process';
import { limitOf } from '../../process-limits.js';

/**
 * Node reserves 10 GB of address space for each WebAssembly memory, so that an access out
 * of bounds traps. The special functions have several such memories. With this flag Node
 * checks bounds by comparison instead (from Node 20.15 on).
 */
const WITHOUT_TRAPS = '--disable-wasm-trap-handler';
const AMPLE_BYTES = 2 ** 38;
const F_SETFD = 2;

/**
 * If address space is limited (`ulimit -v`), restarts this process, with the same id, as
 * one that needs little of it. Returns if that is unnecessary or impossible.
 *
 * Nothing may have been done yet that must not be done twice.
 */
export const adaptToAddressLimit = async (): Promise<void> => {
  if (limitOf('addressSpace') >= AMPLE_BYTES) return;
  if (process.execArgv.includes(WITHOUT_TRAPS)) return;
  if (!process.allowedNodeEnvironmentFlags.has(WITHOUT_TRAPS)) return;
  const { default: koffi } = await import('koffi');
  const libc = koffi.load('libc.so.6');
  const fcntl = libc.func('int fcntl(int fd, int command, ...)');
  // Node marks them close-on-exec.
  for (const standard of [0, 1, 2]) fcntl(standard, F_SETFD, 'int', 0);
  const execv = libc.func('int execv(const char *file, const char **arguments)');
  const options = [...process.execArgv, WITHOUT_TRAPS];
  const { execPath, argv } = process;
  execv(execPath, [execPath, ...options, ...argv.slice(1), null]);
};
