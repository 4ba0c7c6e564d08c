import process from 'node:process';

const controller = new AbortController();

/**
 * Aborted by the first SIGINT, SIGTERM or SIGHUP. Whatever runs then winds down (the
 * trial under way is killed and not recorded, a build is removed) and the command
 * exits 130. A second signal finds the default action again and ends it at once.
 */
export const interruptSignal: AbortSignal = controller.signal;

/** Starts to turn the signals that ask the command to end into `interruptSignal`. */
export const listenForInterrupts = (): void => {
  for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.once(name, () => {
      controller.abort();
    });
  }
};
