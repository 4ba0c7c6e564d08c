import ora from 'ora';
import prettyMs from 'pretty-ms';

/** Told what is happening right now, in a few words (a file being compiled, say). */
export type ReportDetail = (detail: string) => void;

const REFRESH_MS = 500;
/** Without a terminal a line every so often is enough to see that work goes on. */
const PLAIN_LINE_EVERY_MS = 15_000;

/**
 * Shows one step on standard error while `work` runs: its title, the time it has
 * taken and the latest detail; on a terminal as a spinner, elsewhere as plain lines.
 *
 * @returns what `work` resolves to; when it rejects, the step is marked failed and
 * the error is passed on
 */
export const withStep = async <T>(
  title: string,
  work: (report: ReportDetail) => Promise<T>,
): Promise<T> => {
  const startedAt = Date.now();
  const elapsed = () =>
    prettyMs(Date.now() - startedAt, { secondsDecimalDigits: 0, compact: false });
  const spinner = ora({
    stream: process.stderr,
    text: title,
    discardStdin: false,
  }).start();
  let detail = '';
  const refresh = () => {
    spinner.text = `${title} (${elapsed()})${detail && `\n  ${detail}`}`;
  };
  const timer = spinner.isSpinning
    ? setInterval(refresh, REFRESH_MS)
    : setInterval(() => {
        process.stderr.write(`  ${title} (${elapsed()}): ${detail}\n`);
      }, PLAIN_LINE_EVERY_MS);
  try {
    const result = await work((next) => {
      detail = next;
      if (spinner.isSpinning) refresh();
    });
    spinner.succeed(`${title} (${elapsed()})`);
    return result;
  } catch (error) {
    spinner.fail(`${title} (${elapsed()})`);
    throw error;
  } finally {
    clearInterval(timer);
  }
};
