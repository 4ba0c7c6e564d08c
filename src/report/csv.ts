import { stringify } from 'csv-stringify/sync';
import type { CellSummary } from '../analysis/cell-summary.js';
import { OUTCOMES } from '../plan/outcome.js';
import { cellJson } from './cell-json.js';
import { describeMeasured, describeVariant } from './words.js';

/** One line per cell, with a header line; the counts of each outcome in columns. */
export const renderCsv = (summaries: readonly CellSummary[]): string =>
  stringify(
    summaries.map((summary) => {
      const {
        variant,
        subject,
        preempts,
        outcomes,
        messages,
        lowerBounds,
        measured,
        ...flat
      } = cellJson(summary);
      return {
        ...flat,
        variant: describeVariant(variant, undefined),
        subject: `${subject.kind} ${subject.version}`,
        ...Object.fromEntries(OUTCOMES.map((kind) => [kind, outcomes[kind] ?? 0])),
        ...preempts,
        lowerBounds: lowerBounds.join(' '),
        messages: [...Object.keys(messages)].join('; '),
        measured: describeMeasured(new Map(Object.entries(measured))),
      };
    }),
    { header: true },
  );
