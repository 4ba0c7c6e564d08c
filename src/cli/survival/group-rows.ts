import type { Group } from '../../analysis/lifetimes/analyse.js';
import type { TimeColumns } from '../../analysis/lifetimes/life-table.js';
import { naturalOrder } from '../../natural-order.js';
import type { CodedColumn } from './coded-column.js';

/** The rows of a file, in columns. */
export interface Rows {
  readonly count: number;
  readonly groups: CodedColumn;
  readonly events: CodedColumn;
  readonly timeAt: (row: number) => number;
}

/**
 * Collects the times of rows by group, failures apart from the others.
 *
 * @param meanings - whether each text of the events means failed
 * @returns the groups in order of name, with numbers in names ordered by value
 */
export const groupRows = (
  { count, groups, events, timeAt }: Rows,
  meanings: readonly boolean[],
): readonly Group[] => {
  const endOf = (row: number): keyof TimeColumns =>
    meanings[events.at(row)] ? 'failures' : 'censored';
  const sizes = groups.texts.map(() => ({ failures: 0, censored: 0 }));
  for (let row = 0; row < count; row += 1) {
    const size = sizes[groups.at(row)];
    if (size) size[endOf(row)] += 1;
  }
  const grouped = groups.texts.map(({ text }, group) => ({
    name: text,
    lifetimes: {
      failures: new Float64Array(sizes[group]?.failures ?? 0),
      censored: new Float64Array(sizes[group]?.censored ?? 0),
    },
  }));
  for (let row = count - 1; row >= 0; row -= 1) {
    const [size, group, end] = [
      sizes[groups.at(row)],
      grouped[groups.at(row)],
      endOf(row),
    ];
    if (size && group) {
      size[end] -= 1;
      group.lifetimes[end][size[end]] = timeAt(row);
    }
  }
  return grouped.sort((a, b) => naturalOrder(a.name, b.name));
};
