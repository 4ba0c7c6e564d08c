import ora from 'ora';
import { printableLines } from '../printable.js';

const REDRAW_MS = 200;
/** Without a terminal a line every so often is enough to see that work goes on. */
const PLAIN_LINE_EVERY_MS = 15_000;

/** What the lab is doing, shown on standard error while it lasts. */
export interface Status {
  /** Leaves a last line behind. */
  end: (succeeded: boolean) => void;
}

const startPlain = (text: () => string): Status => {
  const timer = setInterval(() => {
    process.stderr.write(`  ${text().replaceAll(/\n\s*/g, '; ')}\n`);
  }, PLAIN_LINE_EVERY_MS);
  return {
    end: (succeeded) => {
      clearInterval(timer);
      process.stderr.write(`${succeeded ? 'done' : 'failed'}: ${text()}\n`);
    },
  };
};

const startAnimated = (text: () => string): Status => {
  const spinner = ora({ stream: process.stderr, text: text(), discardStdin: false });
  spinner.start();
  const timer = setInterval(() => {
    spinner.text = text();
  }, REDRAW_MS);
  return {
    end: (succeeded) => {
      clearInterval(timer);
      if (succeeded) spinner.succeed(text());
      else spinner.fail(text());
    },
  };
};

/** Some terminals (such as one made by script(1)) do not report their width. There is
 * then nothing to redraw, and ora would clear lines for ever. */
const canRedraw = (): boolean => process.stderr.isTTY && process.stderr.columns > 0;

/**
 * Starts showing a status: redrawn in place on a terminal, elsewhere as a plain line now
 * and then.
 *
 * @param text - called whenever the status is shown; may return several lines
 */
export const startStatus = (text: () => string): Status => {
  const safe = (): string => printableLines(text());
  return canRedraw() ? startAnimated(safe) : startPlain(safe);
};
