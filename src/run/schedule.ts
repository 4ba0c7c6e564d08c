/**
 * Works through items with several at a time. The first failure, of the work or of
 * keeping its result, stops all: nothing further is started.
 *
 * @param jobs - how many at a time
 * @param work - given one item; resolves when it is done and its result kept
 * @param signal - when aborted, nothing further is started
 */
export const runAll = async <T>(
  items: readonly T[],
  jobs: number,
  work: (item: T) => Promise<void>,
  signal: AbortSignal,
): Promise<void> => {
  const queue = items.values();
  let failed = false;
  const worker = async (): Promise<void> => {
    for (const item of queue) {
      if (failed || signal.aborted) return;
      try {
        await work(item);
      } catch (error) {
        failed = true;
        throw error;
      }
    }
  };
  const outcomes = await Promise.allSettled(Array.from({ length: jobs }, worker));
  for (const outcome of outcomes) {
    if (outcome.status === 'rejected') throw outcome.reason;
  }
};
