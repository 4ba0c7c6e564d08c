import { markdownTable } from 'markdown-table';
import { CELL_COLUMNS } from './cell-columns.js';
import type { Column } from './column.js';
import { TRIAL_COLUMNS } from './trial-columns.js';

const HEADER = ['column', 'type', 'unit', 'meaning'];

const TYPES = [
  ['type', 'CSV', 'JSON', 'Parquet'],
  ['text', 'as it is', 'string', 'STRING'],
  ['integer', 'decimal', 'number', 'INT64'],
  ['number', 'decimal', 'number', 'DOUBLE'],
  ['boolean', '`true` or `false`', '`true` or `false`', 'BOOLEAN'],
  ['time', 'ISO 8601', 'ISO 8601', 'TIMESTAMP, ms, UTC'],
  ['json', 'JSON in the field', 'object or array', 'JSON'],
];

const tableOf = <Row>(columns: readonly Column<Row>[]): string =>
  markdownTable([
    HEADER,
    ...columns.map(({ name, type, unit = '', about }) => [
      `\`${name}\``,
      type,
      unit,
      about.replaceAll('\\', '\\\\'),
    ]),
  ]);

/**
 * The data dictionary, in Markdown: every column of the tables that people process
 * elsewhere.
 */
export const renderDictionary = (): string => `# Data dictionary

Made from the code by \`npm run schemas\`. What is counted is told in
[METHODS.md](../METHODS.md#what-is-counted).

## \`preempt-lab export\`

A row for each trial, with the same columns in every format. Where there is no value, CSV
has an empty field, JSON and Parquet have null.

${markdownTable(TYPES)}

${tableOf(TRIAL_COLUMNS)}

\`time\` and \`event\` are what \`preempt-lab survival\` and R's \`Surv(time, event)\` take;
leave out the rows without them. Trials that differ in their cell (experiment, variant,
subject, driver, rate, cap), their \`fixtureHash\` or their \`machine\` are not to be pooled.

## \`preempt-lab table --format csv\`

A row for each cell. \`table --format json\` has the same with nested values: \`variant\`,
\`subject\`, \`outcomes\`, \`messages\`, \`preempts\` (its five figures) and \`measured\` are
objects, \`lowerBounds\` is an array.

${tableOf(CELL_COLUMNS)}
`;
