/** What separates the whole part of a number from the rest. */
export const DECIMAL_MARKS = ['point', 'comma'] as const;
export type DecimalMark = (typeof DECIMAL_MARKS)[number];

const PLAIN = /^[+-]?\d+$/;
const EXPONENT = '(e[+-]?\\d+)?';
/**
 * The form of a number. Its thousands may be separated by the other mark, an apostrophe
 * or a space of some kind.
 */
const formOf = (decimal: string, thousands: string): RegExp =>
  new RegExp(
    `^([+-]?)(\\d+|[1-9]\\d{0,2}([${thousands}'’ \\u00a0\\u202f])\\d{3}(?:\\3\\d{3})*|)` +
      `(?:${decimal}(\\d*))?${EXPONENT}$`,
    'i',
  );
const FORMS: Readonly<Record<DecimalMark, RegExp>> = {
  point: formOf('\\.', ','),
  comma: formOf(',', '.'),
};

/** A number written with a given mark; NaN if it is none. */
export const readNumber = (text: string, mark: DecimalMark): number => {
  if (PLAIN.test(text)) return Number(text);
  const [matched, sign = '', whole = '', , rest = '', exponent = ''] =
    FORMS[mark].exec(text) ?? [];
  if (matched === undefined || (whole === '' && rest === '')) return NaN;
  return Number(`${sign}${whole.replace(/\D/g, '') || '0'}.${rest || '0'}${exponent}`);
};

const MISSING = new Set(['', 'na', 'n/a', '#n/a', 'nan', 'null', '.']);

/** Whether a field says that its value is not known. */
export const isMissing = (text: string): boolean => MISSING.has(text.toLowerCase());
