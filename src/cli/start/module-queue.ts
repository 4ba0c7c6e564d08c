import type { LoadHook } from 'node:module';

let last: Promise<unknown> = Promise.resolve();

/**
 * Loads modules one after the other. Node opens all that a module imports at once: some
 * hundred files, more than some processes may have open.
 */
export const load: LoadHook = (url, context, nextLoad) => {
  const loaded = last.then(() => nextLoad(url, context));
  last = loaded.catch(() => undefined);
  return loaded;
};
