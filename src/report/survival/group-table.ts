import { max, sum } from 'd3-array';
import type { GroupAnalysis } from '../../analysis/lifetimes/analyse.js';
import { plainTable, type Column } from '../text/plain-table.js';
import { formatCount } from '../text/format.js';
import { printable } from '../../printable.js';
import { formatRate, shorten } from './figures.js';
import { formatQuantile } from './times.js';

/** The width of tables with five columns, without the four gaps between them. */
const WIDTH = 76;

/** The columns of a table of groups; the names get the remaining width. */
export const besideNames = (columns: readonly Column[]): readonly Column[] => [
  { title: 'group', width: WIDTH - sum(columns, ({ width }) => width) },
  ...columns,
];

/** A group's name as it appears in tables. */
export const nameOf = (group: Pick<GroupAnalysis, 'name'> | undefined): string =>
  shorten(printable(group?.name ?? ''));

const columnsFor = (groups: readonly GroupAnalysis[]): readonly Column[] => {
  const digits = max(groups, ({ curve }) => formatCount(curve.n).length) ?? 1;
  return besideNames([
    { title: 'n', width: digits + 1 },
    { title: 'failed', width: Math.max('failed'.length, digits) + 1 },
    { title: 'median (95 %)', width: 20 },
    { title: 'rate (95 %)', width: 27 },
  ]);
};

/** A group's name, its size, how many failed, and how soon. */
export const groupRow = (group: GroupAnalysis): readonly string[] => {
  const { curve, median } = group;
  return [
    nameOf(group),
    formatCount(curve.n),
    formatCount(curve.events),
    formatQuantile(median, curve),
    formatRate(group),
  ];
};

/** The size of each group, how many failed, and how soon. */
export const renderGroups = (groups: readonly GroupAnalysis[]): string =>
  plainTable(columnsFor(groups), groups.map(groupRow));
