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

/** The same of text that may have several lines. */
export const printableLines = (text: string): string =>
  text.split('\n').map(printable).join('\n');
