import { hasLifetimes, type GroupAnalysis } from '../../analysis/lifetimes/analyse.js';
import { trialsNeeded } from '../../analysis/lifetimes/trials-needed.js';
import { plainTable } from '../text/plain-table.js';
import { formatCount } from '../text/format.js';
import { formatFigure } from './figures.js';
import { besideNames, nameOf } from './group-table.js';

const formatNeeded = (trials: number | undefined): string =>
  trials === undefined ? '-' : formatCount(trials);

/** How many trials in all each group needs to be known to the given precision. */
export const renderNeeded = (
  groups: readonly GroupAnalysis[],
  precision: number,
): string => {
  const percent = formatFigure(100 * precision, 4);
  const columns = besideNames([
    { title: 'n', width: 10 },
    { title: `rate to ${percent} %`, width: 16 },
    { title: `median to ${percent} %`, width: 17 },
    { title: `failed to ${percent} points`, width: 21 },
  ]);
  const rows = groups.filter(hasLifetimes).map((group) => {
    const { forRate, forMedian, forShare } = trialsNeeded(group, precision);
    const needed = [forRate, forMedian, forShare].map(formatNeeded);
    return [nameOf(group), formatCount(group.curve.n), ...needed];
  });
  return plainTable(columns, rows);
};
