import { ALPHA } from '../../analysis/numerics/alpha.js';
import type { AdjustedComparison } from '../../analysis/comparison/adjust.js';
import { hasLifetimes, type GroupAnalysis } from '../../analysis/lifetimes/analyse.js';
import { formatP } from '../survival/figures.js';
import { boundsOfMean, capitalised, describeGroups } from '../survival/plain-words.js';

const describeLasting = (groups: readonly GroupAnalysis[]): string =>
  groups.length === 0 ? 'No trial of these is data.' : describeGroups(groups, 'attempt ');

/** Describes the result of a test of something in which groups may differ. */
const describeTest = (groups: string, what: string, p: number): string =>
  p < ALPHA
    ? `${groups} differ in ${what} (p = ${formatP(p)})`
    : `no significant difference in ${what} (p = ${formatP(p)})`;

const describeTests = ({
  comparison: { by },
  pHolm: { logRank, fisher },
}: AdjustedComparison): string => {
  const [groups, trials] =
    by === 'machine' ? ['the machines', 'trials'] : ['they', 'they'];
  const [lasting, ending] = [`how long ${trials} last`, `how ${trials} end`];
  const tests = [
    ...(logRank === undefined ? [] : [describeTest(groups, lasting, logRank)]),
    ...(fisher === undefined ? [] : [describeTest(groups, ending, fisher)]),
  ];
  return capitalised(
    tests.length > 0 ? tests.join(', ') : 'nothing sets the groups apart',
  );
};

/**
 * A comparison in two sentences: what lasts longest, and whether groups differ
 * significantly. For a single group: how long it lasts at least.
 */
export const compareInPlainWords = (comparison: AdjustedComparison): string => {
  const groups = comparison.survival.groups.filter(hasLifetimes);
  const second =
    comparison.groups.length > 1 ? [describeTests(comparison)] : boundsOfMean(groups);
  return [describeLasting(groups), ...second].join(' ');
};
