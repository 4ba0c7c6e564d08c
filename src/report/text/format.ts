import prettyMs from 'pretty-ms';

const grouped = new Intl.NumberFormat('en-US');

/** A whole number with thousands separators. */
export const formatCount = (count: number): string => grouped.format(count);

/** A time for people: whole seconds, or milliseconds below one. */
export const formatDuration = (ms: number): string =>
  prettyMs(ms, { secondsDecimalDigits: 0 });
