import { hasLifetimes, type GroupAnalysis } from '../../analysis/lifetimes/analyse.js';
import { hazardInterval, nelsonAalen } from '../../analysis/lifetimes/nelson-aalen.js';
import { survivalQuantile } from '../../analysis/lifetimes/survival-quantile.js';
import { plainTable } from '../text/plain-table.js';
import { formatEstimate } from './figures.js';
import { besideNames, nameOf } from './group-table.js';
import { formatQuantile } from './times.js';

const COLUMNS = besideNames([
  { title: '25 % by (95 %)', width: 20 },
  { title: '75 % by (95 %)', width: 20 },
  { title: 'cumulative hazard', width: 22 },
]);

const rowOf = (group: GroupAnalysis): readonly string[] => {
  const { hazard, variance } = nelsonAalen(group.table);
  const last = hazard.at(-1) ?? 0;
  return [
    nameOf(group),
    formatQuantile(survivalQuantile(group.curve, 0.25), group.curve),
    formatQuantile(survivalQuantile(group.curve, 0.75), group.curve),
    formatEstimate(last, hazardInterval(last, variance.at(-1) ?? 0)),
  ];
};

/** When the first and the third quarter had failed, and the cumulative hazard. */
export const renderQuartiles = (groups: readonly GroupAnalysis[]): string =>
  plainTable(COLUMNS, groups.filter(hasLifetimes).map(rowOf));
