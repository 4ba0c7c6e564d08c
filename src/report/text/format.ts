import prettyMs from 'pretty-ms';

const hexadecimal = (character: string): string => {
  const digits = character.charCodeAt(0).toString(16);
  return digits.length > 2
    ? `\\u${digits.padStart(4, '0')}`
    : `\\x${digits.padStart(2, '0')}`;
};

/**
 * Text from a fixture, made safe to print. A fixture that has gone wrong, or one that
 * means to, must not move the cursor, break a line or reverse the order of letters.
 */
export const printable = (text: string): string =>
  text.replace(/[\p{Cc}\p{Bidi_Control}\u2028\u2029]/gu, hexadecimal);

const grouped = new Intl.NumberFormat('en-US');

/** A whole number with thousands separators. */
export const formatCount = (count: number): string => grouped.format(count);

/** A time for people: whole seconds, or milliseconds below one. */
export const formatDuration = (ms: number): string =>
  prettyMs(ms, { secondsDecimalDigits: 0 });
