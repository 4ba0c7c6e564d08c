import { CsvError, parse } from 'csv-parse/sync';
import { greatest } from 'd3-array';
import { UsageError } from '../../errors.js';

/** How a file is written. */
export interface Dialect {
  readonly encoding: 'utf8' | 'latin1' | 'utf16le';
  readonly separator: string;
  /** Bytes before the header: a byte order mark, a line that names the separator. */
  readonly skippedBytes: number;
  readonly skippedLines: number;
}

/** Every ending that a line may have; a file put together from others may mix them. */
export const LINE_ENDS: string[] = ['\r\n', '\n', '\r'];

const SEPARATORS = [',', ';', '\t', '|'];
const MARKS = {
  utf8: Buffer.from([0xef, 0xbb, 0xbf]),
  utf16le: Buffer.from([0xff, 0xfe]),
  utf16be: Buffer.from([0xfe, 0xff]),
};
/**
 * The line, as Excel writes and reads it, that names the separator of the fields below
 * it.
 */
const NAMES_SEPARATOR = /^"?sep=(.)"?[^\S\r\n]*(?:\r\n|\n|\r)/i;

const isMarked = (head: Buffer, mark: Buffer): boolean =>
  head.subarray(0, mark.length).equals(mark);

const isUtf8 = (head: Buffer): boolean => {
  try {
    // It may end in the middle of a character.
    new TextDecoder('utf-8', { fatal: true }).decode(head, { stream: true });
    return true;
  } catch {
    return false;
  }
};

const encodingOf = (head: Buffer): Pick<Dialect, 'encoding' | 'skippedBytes'> => {
  if (isMarked(head, MARKS.utf16be)) {
    throw new UsageError(
      ' is big-endian UTF-16, which is not supported; save it as UTF-8',
    );
  }
  if (isMarked(head, MARKS.utf16le)) return { encoding: 'utf16le', skippedBytes: 2 };
  if (isMarked(head, MARKS.utf8)) return { encoding: 'utf8', skippedBytes: 3 };
  return { encoding: isUtf8(head) ? 'utf8' : 'latin1', skippedBytes: 0 };
};

const headerBy = (separator: string, text: string): readonly string[] => {
  try {
    const [header = []] = parse(text, {
      delimiter: separator,
      record_delimiter: LINE_ENDS,
      relax_column_count: true,
      skip_empty_lines: true,
      trim: true,
      to: 1,
    }) as readonly (readonly string[])[];
    return header;
  } catch (error) {
    if (error instanceof CsvError) return [];
    throw error;
  }
};

/** The separator with which the header has the requested columns. */
const separatorOf = (text: string, columns: readonly string[]): string => {
  const headers = SEPARATORS.map((separator) => ({
    separator,
    names: headerBy(separator, text),
  }));
  const fitting = headers.filter(({ names }) =>
    columns.every((column) => names.includes(column)),
  );
  if (fitting.length > 1) {
    throw new UsageError(
      ':1 can be read with more than one separator; choose one with --separator',
    );
  }
  // If none fits, what is missing is reported with the separator that separates most.
  const best = fitting[0] ?? greatest(headers, ({ names }) => names.length);
  return best?.separator ?? ',';
};

/**
 * Detects from its start how a file is written.
 *
 * @param columns - the columns that its header must have
 * @param separator - the separator, if the user named one
 * @throws UsageError when that is ambiguous
 */
export const dialectOf = (
  head: Buffer,
  columns: readonly string[],
  separator: string | undefined,
): Dialect => {
  const { encoding, skippedBytes } = encodingOf(head);
  const text = head.subarray(skippedBytes).toString(encoding);
  const [line = '', named] = NAMES_SEPARATOR.exec(text) ?? [];
  return {
    encoding,
    separator: separator ?? named ?? separatorOf(text, columns),
    skippedBytes: skippedBytes + Buffer.byteLength(line, encoding),
    skippedLines: line === '' ? 0 : 1,
  };
};
