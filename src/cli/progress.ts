import { formatDuration } from '../report/text/format.js';
import type { ReportDetail } from '../toolchain/progress.js';
import { startStatus } from './status.js';

/**
 * Shows one step on standard error while `work` runs: its title, the time it has taken
 * and the latest detail.
 *
 * @param conclude - what to call the step once it is done, from its result
 * @returns what `work` resolves to; when it rejects, the step is marked failed and the
 * error is passed on
 */
export const withStep = async <T>(
  title: string,
  work: (report: ReportDetail) => Promise<T>,
  conclude: (result: T) => string = () => title,
): Promise<T> => {
  const startedAt = Date.now();
  let name = title;
  let detail = '';
  const status = startStatus(
    () =>
      `${name} (${formatDuration(Date.now() - startedAt)})${detail && `\n  ${detail}`}`,
  );
  try {
    const result = await work((next) => {
      detail = next;
    });
    detail = '';
    name = conclude(result);
    status.end(true);
    return result;
  } catch (error) {
    status.end(false);
    throw error;
  }
};
