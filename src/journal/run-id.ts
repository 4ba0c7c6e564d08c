import { randomBytes } from 'node:crypto';

/** What a run may be called: it becomes the name of a folder. */
export const RUN_ID = /^[0-9]{8}T[0-9]{6}Z-[a-z0-9-]+$/;

/** Beyond this many, a list of experiments says less than their number. */
const NAMED = 2;

/**
 * A name for a run: the time in UTC, so that names sort by it, what is run, and four
 * random digits for runs that start within the same second.
 */
export const newRunId = (startedAt: Date, experiments: readonly string[]): string => {
  const time = startedAt.toISOString().replace(/[-:]|\.\d+/g, '');
  const what =
    experiments.length <= NAMED
      ? experiments.join('-')
      : `${experiments.length}-experiments`;
  return `${time}-${what}-${randomBytes(2).toString('hex')}`;
};
