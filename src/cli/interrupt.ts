import process from 'node:process';

const controller = new AbortController();

/**
 * Aborted by the first SIGINT, SIGTERM or SIGHUP. Whatever runs then winds down (the
 * trial under way is killed and not recorded, a build is removed) and the command
 * exits 130. A second signal finds the default action again and ends it at once.
 */
export const interruptSignal: AbortSignal = controller.signal;

let leftToChild = false;

/** Leaves SIGINT to a child that shares the terminal and makes its own use of it. */
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
 * Starts to turn the signals that ask the command to end into `interruptSignal`. The
 * listener stays in place: libraries that clean up at exit (signal-exit) end the process
 * themselves when they find none but their own.
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
