import { sort } from 'd3-array';
import type { GroupComparison } from '../../analysis/comparison/analyse.js';
import type { CumulativeIncidence } from '../../analysis/lifetimes/cumulative-incidence.js';
import { plainTable } from '../text/plain-table.js';
import { renderShares } from '../survival/curves.js';
import { formatFigure } from '../survival/figures.js';
import { nameOf } from '../survival/group-table.js';
import { wrapText } from '../text/wrap.js';
import { formatCount } from '../text/format.js';
import { formatFinalIncidence, formatShare } from './shares.js';

const COLUMNS = [
  { title: 'group', width: 19 },
  { title: 'outcome', width: 16 },
  { title: 'n', width: 11 },
  { title: 'share (95 %)', width: 30 },
];

const rowsOf = ({ survival, shares, harnessFaults }: GroupComparison) => {
  const rows = [
    ...shares.map(({ outcome, count, share, interval }) => [
      outcome,
      formatCount(count),
      formatShare(share, interval),
    ]),
    ...(harnessFaults > 0
      ? [['harness-fault', formatCount(harnessFaults), 'no data, not counted']]
      : []),
  ];
  return rows.map((row, index) => [index === 0 ? nameOf(survival) : '', ...row]);
};

/** How trials ended, with the shares of those that are data. */
export const renderOutcomes = (groups: readonly GroupComparison[]): string =>
  plainTable(COLUMNS, groups.flatMap(rowsOf));

const incidenceAt = ({ times, incidence }: CumulativeIncidence, time: number): number =>
  incidence[times.findLastIndex((known) => known <= time)] ?? 0;

const renderIncidenceOf = ({ survival, incidence }: GroupComparison): string => {
  const { end } = survival.curve;
  const byShare = sort(incidence, (curve) => -(curve.incidence.at(-1) ?? 0));
  const curves = byShare.map((curve) => ({
    name: curve.cause,
    end,
    at: (time: number) => incidenceAt(curve, time),
  }));
  const figures = byShare
    .map((curve) => `${curve.cause} ${formatFinalIncidence(curve)}`)
    .join(', ');
  const text = `${nameOf(survival)} by attempt ${formatFigure(end, 6)}: ${figures}`;
  return `${wrapText(text)}\n${renderShares(curves)}`;
};

/**
 * How many have failed in each way by each time, for groups that fail in more than one
 * way.
 */
export const renderIncidence = (groups: readonly GroupComparison[]): string =>
  groups
    .filter(({ incidence }) => incidence.length > 1)
    .map(renderIncidenceOf)
    .join('\n');
