import { parquetWriteBuffer, type BasicType } from 'hyparquet-writer';
import type { Column, ColumnType, Value } from './column.js';

const TYPES: Readonly<Record<ColumnType, BasicType>> = {
  text: 'STRING',
  integer: 'INT64',
  number: 'DOUBLE',
  boolean: 'BOOLEAN',
  time: 'TIMESTAMP',
  json: 'JSON',
};

const stored = (type: ColumnType, value: Value): unknown => {
  if (value === null) return null;
  if (type === 'integer') return BigInt(value as number);
  return type === 'time' ? new Date(value as string) : value;
};

/** Rows as a Parquet file, compressed with Snappy. */
export const toParquet = <Row>(
  columns: readonly Column<Row>[],
  rows: readonly Row[],
): Buffer =>
  Buffer.from(
    parquetWriteBuffer({
      columnData: columns.map(({ name, type, of }) => ({
        name,
        type: TYPES[type],
        nullable: true,
        data: rows.map((row) => stored(type, of(row))),
      })),
    }),
  );
