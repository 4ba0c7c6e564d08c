import type { MedianEstimate } from '../src/analysis/numerics/median.js';

/**
 * Judges by its interval whether a figure is at most the goal. An interval that contains
 * the goal resolves nothing.
 */
export const judgeAtMost = (
  { interval: [lower, upper] }: MedianEstimate,
  goal: number,
): 'met' | 'missed' | 'not resolved' => {
  if (upper <= goal) return 'met';
  return lower > goal ? 'missed' : 'not resolved';
};

/** The same for a figure that should be at least the goal. */
export const judgeAtLeast = (
  { interval: [lower, upper] }: MedianEstimate,
  goal: number,
): 'met' | 'missed' | 'not resolved' => {
  if (lower >= goal) return 'met';
  return upper < goal ? 'missed' : 'not resolved';
};
