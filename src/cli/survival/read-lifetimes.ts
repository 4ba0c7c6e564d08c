import { readFile } from 'node:fs/promises';
import { CsvError, parse } from 'csv-parse/sync';
import { group } from 'd3-array';
import type { Group } from '../../analysis/lifetimes/analyse.js';
import type { Lifetime } from '../../analysis/lifetimes/lifetime.js';
import { messageOf, UsageError } from '../../errors.js';
import { naturalOrder } from '../../natural-order.js';
import { printable } from '../../report/words.js';

/** Which columns of a file mean what. */
export interface Columns {
  readonly time: string;
  readonly event: string;
  /** Absent: all belong together. */
  readonly by?: string;
}

type Row = Lifetime & { readonly group: string };

const NUMBER = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;
/** The group of all, where the file does not tell any apart. */
const EVERYTHING = 'all';

const timeOf = (text: string): number => {
  const time = Number(text);
  const shown = `time '${printable(text)}'`;
  if (!NUMBER.test(text)) throw new UsageError(`${shown} is not a number`);
  if (time < 0) throw new UsageError(`${shown} is negative`);
  if (!Number.isFinite(time)) throw new UsageError(`${shown} is too large`);
  return time;
};

const eventOf = (text: string): boolean => {
  const event = NUMBER.test(text) ? Number(text) : NaN;
  if (event === 0 || event === 1) return event === 1;
  const meaning = 'neither 0 (censored) nor 1 (failed)';
  throw new UsageError(`event '${printable(text)}' is ${meaning}`);
};

/** The place of a column, which must be there once. */
const placeOf = (header: readonly string[], column: string): number => {
  const places = header.filter((name) => name === column).length;
  if (places === 1) return header.indexOf(column);
  const problem = places === 0 ? 'has no column' : 'has more than one column';
  const names = header.map((name) => printable(name)).join(', ');
  throw new UsageError(`${problem} '${printable(column)}'; it has: ${names}`);
};

/** Makes a row of each line's fields; the first line names them. */
const rowReader = ({ time, event, by }: Columns) => {
  let read: ((fields: readonly string[]) => Row) | undefined;
  return (fields: readonly string[]): Row | undefined => {
    if (read) return read(fields);
    const [times, events] = [placeOf(fields, time), placeOf(fields, event)];
    const groups = by === undefined ? undefined : placeOf(fields, by);
    read = (values) => ({
      time: timeOf(values[times] ?? ''),
      failed: eventOf(values[events] ?? ''),
      group: groups === undefined ? EVERYTHING : (values[groups] ?? ''),
    });
    return undefined;
  };
};

const refuseOneForBoth = ({ time, event }: Columns): void => {
  if (time === event) {
    throw new UsageError(`: '${printable(time)}' cannot be both the time and the event`);
  }
};

const parseRows = (content: Buffer, columns: Columns): readonly Row[] => {
  refuseOneForBoth(columns);
  const rows: Row[] = [];
  const read = rowReader(columns);
  let line = 0;
  try {
    parse(content, {
      bom: true,
      trim: true,
      skip_empty_lines: true,
      on_record: (fields: string[], { lines }) => {
        line = lines;
        const row = read(fields);
        if (row) rows.push(row);
        return null;
      },
    });
  } catch (error) {
    if (error instanceof UsageError) throw new UsageError(`:${line} ${error.message}`);
    if (error instanceof CsvError)
      throw new UsageError(` is no CSV: ${printable(error.message)}`);
    throw error;
  }
  if (line === 0) throw new UsageError(' is empty');
  if (rows.length === 0) throw new UsageError(' has no lines below its header');
  return rows;
};

const contentOf = async (file: string): Promise<Buffer> => {
  try {
    return await readFile(file);
  } catch (error) {
    throw new UsageError(` could not be read: ${messageOf(error)}`);
  }
};

/**
 * Reads lifetimes from a CSV file whose first line names its columns.
 *
 * @returns the groups by name, numbers in names by their size
 * @throws UsageError that says what is wrong with the file, and in which line
 */
export const readLifetimes = async (
  file: string,
  columns: Columns,
): Promise<readonly Group[]> => {
  try {
    const rows = parseRows(await contentOf(file), columns);
    return [...group(rows, (row) => row.group)]
      .map(([name, lifetimes]) => ({ name, lifetimes }))
      .sort((a, b) => naturalOrder(a.name, b.name));
  } catch (error) {
    if (error instanceof UsageError) throw new UsageError(`${file}${error.message}`);
    throw error;
  }
};
