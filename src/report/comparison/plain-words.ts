import { sum } from 'd3-array';
import type { AdjustedComparison } from '../../analysis/comparison/adjust.js';
import { formatP } from '../survival/figures.js';
import { capitalised, describeGroups, SIGNIFICANT } from '../survival/plain-words.js';
import { formatCount } from '../words.js';

const describeLasting = ({ survival }: AdjustedComparison): string => {
  const groups = survival.groups.filter(({ curve }) => curve.n > 0);
  const n = sum(groups, ({ curve }) => curve.n);
  if (n === 0) return 'No trial of these is data.';
  if (sum(groups, ({ curve }) => curve.events) === 0) {
    return n === 1 ? 'The one trial did not fail.' : `None of ${formatCount(n)} failed.`;
  }
  if (groups.length > 1 && groups.every(({ median }) => median.time === undefined)) {
    return 'Fewer than half of each group failed.';
  }
  return describeGroups(groups, 'attempt ');
};

/** How a test came out, of something in which groups may differ. */
const describeTest = (what: string, p: number): string =>
  p < SIGNIFICANT
    ? `they differ in ${what} (p ${formatP(p)})`
    : `no difference in ${what} is shown (p ${formatP(p)})`;

const describeTests = ({ pHolm: { logRank, fisher } }: AdjustedComparison): string => {
  const tests = [
    ...(logRank === undefined ? [] : [describeTest('how long they last', logRank)]),
    ...(fisher === undefined ? [] : [describeTest('how they end', fisher)]),
  ];
  return capitalised(
    tests.length > 0 ? tests.join(', ') : 'nothing sets the groups apart',
  );
};

/** A comparison in two sentences: what lasts longest, and whether groups differ by more
 * than chance. */
export const compareInPlainWords = (comparison: AdjustedComparison): string =>
  `${describeLasting(comparison)} ${describeTests(comparison)}`;
