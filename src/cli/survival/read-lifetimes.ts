import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { CsvError, parse } from 'csv-parse';
import { UsageError } from '../../errors.js';
import { printable } from '../../printable.js';
import { dialectOf, LINE_ENDS, type Dialect } from './dialect.js';
import { LifetimeRows, type Columns, type Lifetimes } from './lifetime-rows.js';
import { openFile, STANDARD_INPUT, type OpenedFile } from './open-file.js';

/**
 * The longest field or line. Anything longer is no table of lifetimes, but something that
 * is not CSV.
 */
const LONGEST_LINE = 1_048_576;

const SEPARATORS: ReadonlyMap<string, string> = new Map([
  [';', 'semicolons'],
  ['\t', 'tabs'],
  ['|', 'bars'],
]);

const refuseOneForBoth = ({ time, event }: Columns): void => {
  if (time === event) {
    throw new UsageError(`: '${printable(time)}' cannot be both the time and the event`);
  }
};

/** What is unusual about how a file is written. */
const describeDialect = (
  { isPacked }: OpenedFile,
  { encoding, separator }: Dialect,
): readonly string[] => [
  ...(isPacked ? ['unpacked'] : []),
  ...(encoding === 'utf16le' ? ['UTF-16'] : []),
  ...(encoding === 'latin1' ? ['names not UTF-8, taken for Western European'] : []),
  ...(separator === ','
    ? []
    : [`${SEPARATORS.get(separator) ?? `'${printable(separator)}'`} between fields`]),
];

const asError = (error: unknown): Error =>
  error instanceof Error ? error : new Error(String(error));

/** Reads the lines, and stops at the first that is wrong. */
const readRows = async (
  { head, rest }: OpenedFile,
  columns: Columns,
  { encoding, separator, skippedBytes, skippedLines }: Dialect,
): Promise<Lifetimes> => {
  let rows: LifetimeRows | undefined;
  let failure: Error | undefined;
  const take = (fields: readonly string[], line: number): void => {
    if (rows) rows.take(fields, line);
    else {
      try {
        rows = new LifetimeRows(fields, columns);
      } catch (error) {
        throw error instanceof UsageError
          ? new UsageError(`:${line} ${error.message}`)
          : error;
      }
    }
  };
  const parser = parse({
    delimiter: separator,
    encoding,
    max_record_size: LONGEST_LINE,
    record_delimiter: LINE_ENDS,
    relax_column_count: true,
    skip_empty_lines: true,
    trim: true,
    on_record: (fields: readonly string[], { lines }) => {
      try {
        if (failure === undefined) take(fields, lines + skippedLines);
      } catch (error) {
        failure = asError(error);
      }
      return null;
    },
  });
  async function* chunks() {
    yield head.subarray(skippedBytes);
    for await (const chunk of rest) {
      if (failure !== undefined) return;
      yield chunk;
    }
  }
  try {
    await pipeline(Readable.from(chunks()), parser.resume());
  } catch (error) {
    failure ??= asError(error);
  }
  if (failure instanceof CsvError) {
    throw new UsageError(` is not valid CSV: ${printable(failure.message)}`);
  }
  if (failure !== undefined) throw failure;
  if (!rows) throw new UsageError(' is empty');
  return rows.finish(separator);
};

/**
 * Reads lifetimes from a CSV file, or standard input, whose first line names its columns.
 * The file is read as a stream: only the time and two small numbers are kept of each
 * line.
 *
 * @param file - "-" for standard input
 * @returns the lifetimes by group, and how they were read
 * @throws UsageError that says what is wrong with the file, in which line, and where it
 * helps, which option settles it
 */
export const readLifetimes = async (
  file: string,
  columns: Columns,
): Promise<Lifetimes> => {
  const { time, event, by, separator } = columns;
  try {
    refuseOneForBoth(columns);
    const opened = await openFile(file);
    const needed = [time, event, ...(by === undefined ? [] : [by])];
    const dialect = dialectOf(opened.head, needed, separator);
    const lifetimes = await readRows(opened, columns, dialect);
    return {
      ...lifetimes,
      said: [...describeDialect(opened, dialect), ...lifetimes.said],
    };
  } catch (error) {
    const name = file === STANDARD_INPUT ? 'standard input' : file;
    if (error instanceof UsageError) throw new UsageError(`${name}${error.message}`);
    throw error;
  }
};
