import wrapAnsi from 'wrap-ansi';

/** The width of a terminal that everything fits into, in columns. */
const WIDTH = 80;

/** Breaks a text into lines of at most 80 columns. */
export const wrapText = (text: string, indent = 0): string =>
  wrapAnsi(text, WIDTH - indent).replaceAll('\n', `\n${' '.repeat(indent)}`);
