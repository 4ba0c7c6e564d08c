import { max, median, min } from 'd3-array';

/** A figure, with how far it varied from round to round. */
export interface Spread {
  readonly median: number;
  readonly min: number;
  readonly max: number;
}

/**
 * The spread of what the rounds of a benchmark measured.
 *
 * @param samples - at least one
 */
export const spreadOf = (samples: readonly number[]): Spread => ({
  median: median(samples) ?? NaN,
  min: min(samples) ?? NaN,
  max: max(samples) ?? NaN,
});

const LABEL_WIDTH = 40;
const FIGURE_WIDTH = 12;

const row = (label: string, figures: readonly string[]): string =>
  `  ${label.padEnd(LABEL_WIDTH)}` +
  `${figures.map((figure) => figure.padStart(FIGURE_WIDTH)).join('')}\n`;

/**
 * A table of spreads for a terminal of 80 columns.
 *
 * @param digits - how many to show after the decimal point
 */
export const renderSpreads = (
  title: string,
  spreads: Readonly<Record<string, Spread>>,
  digits: number,
): string => {
  const figure = (value: number): string =>
    value.toLocaleString('en', {
      minimumFractionDigits: digits,
      maximumFractionDigits: digits,
    });
  const rows = Object.entries(spreads).map(([label, { median, min, max }]) =>
    row(label, [median, min, max].map(figure)),
  );
  return `${title}\n${row('', ['median', 'min', 'max'])}${rows.join('')}`;
};
