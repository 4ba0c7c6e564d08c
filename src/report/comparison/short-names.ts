import type { AdjustedComparison } from '../../analysis/comparison/adjust.js';
import type { ComparedCell } from '../../analysis/comparison/side-by-side.js';
import type { GroupAnalysis } from '../../analysis/lifetimes/analyse.js';
import { RUN_ID } from '../../journal/run-id.js';

/** The room for a name in the narrowest of a terminal's tables. */
const MOST_LETTERS = 16;
const HASH_LETTERS = 4;

/** A run's name begins with its time. */
const timeOf = (name: string): string => (RUN_ID.test(name) ? name.slice(0, 16) : name);

/** A machine's processor as people call it, without trade marks, clock and cores. */
const processorOf = (name: string): string =>
  (name.split(',')[0] ?? '')
    .replaceAll(/\((R|TM|C)\)/gi, '')
    .replace(/^(Intel|AMD) /, '')
    .replace(/ @.*$/, '')
    .replaceAll(/ (CPU|\d+-Core|Processor)\b/g, '')
    .trim();

const areDistinct = (names: readonly string[]): boolean =>
  new Set(names).size === names.length;

/**
 * Names machines by their processors, where these fit and tell the machines apart.
 * Otherwise by their ids and, where a machine has several builds of the fixture, by these
 * too.
 */
const machinesInShort = (cells: readonly ComparedCell[]): readonly string[] => {
  const processors = cells.map(({ name }) => processorOf(name));
  const fit = processors.every((name) => name !== '' && name.length <= MOST_LETTERS);
  if (fit && areDistinct(processors)) return processors;
  const ids = cells.map(({ machine }) => machine);
  return areDistinct(ids)
    ? ids
    : cells.map((cell) => `${cell.machine} ${cell.fixtureHash.slice(0, HASH_LETTERS)}`);
};

/**
 * The same comparison with the names of its groups shortened to fit into a table, if that
 * tells them apart: runs to their time, machines to their processor or id.
 */
export const withShortNames = (comparison: AdjustedComparison): AdjustedComparison => {
  const { groups, survival } = comparison;
  const cells = groups.map(({ cell }) => cell);
  const names =
    comparison.comparison.by === 'machine'
      ? machinesInShort(cells)
      : cells.map(({ name }) => timeOf(name));
  if (!areDistinct(names)) return comparison;
  const renamed = (analysis: GroupAnalysis, index: number): GroupAnalysis => ({
    ...analysis,
    name: names[index] ?? analysis.name,
  });
  const ofGroups = survival.groups.map(renamed);
  return {
    ...comparison,
    survival: { ...survival, groups: ofGroups },
    groups: groups.map((group, index) => ({
      ...group,
      survival: renamed(group.survival, index),
    })),
  };
};
