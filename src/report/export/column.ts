/**
 * The type of a column; `json` is an object or an array, given as text where necessary.
 */
export type ColumnType = 'text' | 'integer' | 'number' | 'boolean' | 'time' | 'json';

export type Value = string | number | boolean | object | null;

/** A column of a table that people process elsewhere, and what it means. */
export interface Column<Row> {
  readonly name: string;
  readonly type: ColumnType;
  /** For numbers only. */
  readonly unit?: string;
  readonly about: string;
  /** Null where there is no value; times are in ISO 8601, in UTC. */
  readonly of: (row: Row) => Value;
}

/** A row as an object, with its values by the names of their columns. */
export const rowObject = <Row>(
  columns: readonly Column<Row>[],
  row: Row,
): Readonly<Record<string, Value>> =>
  Object.fromEntries(columns.map(({ name, of }) => [name, of(row)]));
