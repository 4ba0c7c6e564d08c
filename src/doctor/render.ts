import chalk, { type ChalkInstance } from 'chalk';
import { wrapText } from '../report/text/wrap.js';
import { printable } from '../printable.js';
import { missing, type Check } from './check.js';

const SYMBOLS: Readonly<Record<Check['status'], readonly [ChalkInstance, string]>> = {
  ok: [chalk.green, '✔'],
  warning: [chalk.yellow, '⚠'],
  missing: [chalk.red, '✖'],
};

const renderCheck = ({ name, status, found, advice }: Check, width: number): string => {
  const [colour, symbol] = SYMBOLS[status];
  const indent = width + 4;
  const margin = ' '.repeat(indent);
  const head = `${colour(symbol)} ${name.padEnd(width)}  `;
  const todo =
    advice === undefined ? '' : `${margin}${chalk.bold(wrapText(advice, indent))}\n`;
  return `${head}${wrapText(printable(found), indent)}\n${todo}`;
};

/**
 * Renders checks for a terminal of 80 columns: a line for each, and below those that are
 * not ok, what to do.
 */
export const renderChecks = (checks: readonly Check[]): string => {
  const width = Math.max(...checks.map(({ name }) => name.length));
  const lines = checks.map((check) => renderCheck(check, width));
  const verdict =
    missing(checks).length === 0 ? '\nNothing that a run needs is missing.\n' : '';
  return `${lines.join('')}${verdict}`;
};
