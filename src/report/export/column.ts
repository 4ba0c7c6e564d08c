/** What a column holds; `json` is an object or an array, as text where need be. */
export type ColumnType = 'text' | 'integer' | 'number' | 'boolean' | 'time' | 'json';

export type Value = string | number | boolean | object | null;

/** A column of a table that people go on with elsewhere, and what it means. */
export interface Column<Row> {
  readonly name: string;
  readonly type: ColumnType;
  /** Of numbers. */
  readonly unit?: string;
  readonly about: string;
  /** Null where there is none; times as ISO 8601 in UTC. */
  readonly of: (row: Row) => Value;
}

/** A row as an object, its values by the names of their columns. */
export const rowObject = <Row>(
  columns: readonly Column<Row>[],
  row: Row,
): Readonly<Record<string, Value>> =>
  Object.fromEntries(columns.map(({ name, of }) => [name, of(row)]));
