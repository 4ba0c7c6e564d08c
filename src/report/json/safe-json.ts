/** Characters that JSON leaves unescaped and a terminal may take for more than text. */
const UNSAFE = /[\u007f-\u009f\p{Bidi_Control}\u2028\u2029]/gu;

const escaped = (character: string): string =>
  `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;

/** A value as JSON that is safe to print: control characters of any kind are escaped. */
export const safeJson = (value: unknown, indent?: number): string =>
  JSON.stringify(value, undefined, indent).replaceAll(UNSAFE, escaped);
