import { UsageError } from '../../errors.js';
import { printable } from '../../printable.js';

/** A value of the column that says whether something failed. */
export interface EventValue {
  readonly text: string;
  /** The line where it first occurs. */
  readonly line: number;
}

/** Words that say what they mean. */
const WORDS: ReadonlyMap<string, boolean> = new Map([
  ...['true', 't', 'dead', 'died', 'death', 'deceased', 'failed', 'failure'].map(
    (word) => [word, true] as const,
  ),
  ...['false', 'f', 'alive', 'living', 'survived', 'censored', 'right-censored'].map(
    (word) => [word, false] as const,
  ),
]);

const NUMBER = /^[+-]?(\d+[.,]?\d*|[.,]\d+)(e[+-]?\d+)?$/i;

const numberOf = (text: string): number =>
  NUMBER.test(text) ? Number(text.replace(',', '.')) : NaN;

const meaningOf = (text: string): boolean | undefined => {
  const number = numberOf(text);
  return number === 0 || number === 1 ? number === 1 : undefined;
};

/** Whether two texts are the same value, perhaps written as different numerals. */
const isSame = (text: string, other: string): boolean =>
  text === other || numberOf(text) === numberOf(other);

const refuseOther = ({ text, line }: EventValue): never => {
  const shown = printable(text);
  const value = /^[\w.-]+$/.test(shown) ? shown : `'${shown}'`;
  throw new UsageError(
    `:${line} event '${shown}' is neither 0 (censored) nor 1 (failed); --event-value ` +
      `${value} counts it as failed and all others as censored`,
  );
};

const byOption = (
  values: readonly EventValue[],
  wanted: readonly string[],
): readonly boolean[] => {
  const absent = wanted.find((want) => !values.some(({ text }) => isSame(text, want)));
  if (absent !== undefined && values.length > 1) {
    const there = values.map(({ text }) => `'${printable(text)}'`).join(', ');
    throw new UsageError(
      ` has no event '${printable(absent)}', which --event-value names; it has: ${there}`,
    );
  }
  return values.map(({ text }) => wanted.some((want) => isSame(text, want)));
};

/**
 * Which values of a column mean that something failed: those that the user named,
 * otherwise the 1 of 0 and 1, or words that say it. 1 and 2 are refused, although R's
 * survival takes 2 for failed: others write 1 for dead and 2 for alive, and where nothing
 * happens to be censored, 1 and 2 are two ways to fail.
 *
 * @param values - the distinct values, in order of first occurrence
 * @param wanted - the values that the user named as failed; empty when none were named
 * @returns whether each means failed
 * @throws UsageError that names the option that settles it
 */
export const meaningsOf = (
  values: readonly EventValue[],
  wanted: readonly string[],
): readonly boolean[] => {
  if (wanted.length > 0) return byOption(values, wanted);
  const words = values.map(({ text }) => WORDS.get(text.toLowerCase()));
  if (words.every((meaning) => meaning !== undefined)) return words;
  return values.map((value) => meaningOf(value.text) ?? refuseOther(value));
};
