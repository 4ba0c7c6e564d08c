import process from 'node:process';

const controller = new AbortController();

/**
 * Aborted by the first SIGINT, SIGTERM or SIGHUP. Whatever runs then winds down (the
 * trial under way is killed and not recorded, a build is removed) and the command exits
 * 130. A second signal has its default action again and ends the command at once.
 */
export const interruptSignal: AbortSignal = controller.signal;

let leftToChild = false;

/** Leaves SIGINT to a child that shares the terminal and handles it itself. */
export const leaveInterruptsToChild = async (
  work: () => Promise<void>,
): Promise<void> => {
  leftToChild = true;
  try {
    await work();
  } finally {
    leftToChild = false;
  }
};

/**
 * Makes the signals that ask the command to end abort `interruptSignal`. The listener
 * stays in place: libraries that clean up at exit (signal-exit) end the process
 * themselves when they find no listener but their own.
 */
export const listenForInterrupts = (): void => {
  for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    const interrupt = (): void => {
      if (name === 'SIGINT' && leftToChild) return;
      if (!interruptSignal.aborted) controller.abort();
      else {
        process.off(name, interrupt);
        process.kill(process.pid, name);
      }
    };
    process.on(name, interrupt);
  }
};
