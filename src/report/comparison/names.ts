import type { AdjustedComparison } from '../../analysis/comparison/adjust.js';
import type { GroupAnalysis } from '../../analysis/lifetimes/analyse.js';
import { RUN_ID } from '../../journal/run-id.js';

/** A run's name begins with its time. */
const timeOf = (name: string): string => (RUN_ID.test(name) ? name.slice(0, 16) : name);

/** The same comparison with runs named by their time alone, if that tells them apart. */
export const withShortNames = (comparison: AdjustedComparison): AdjustedComparison => {
  const { groups, survival } = comparison;
  const names = groups.map(({ cell }) => timeOf(cell.name));
  if (new Set(names).size < names.length) return comparison;
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
