import type { MedianEstimate } from '../src/analysis/numerics/median.js';

/**
 * Whether a figure that is to be at most so much is, by its interval: an interval that
 * holds the goal resolves nothing.
 */
export const judgeAtMost = (
  { interval: [lower, upper] }: MedianEstimate,
  goal: number,
): 'met' | 'missed' | 'not resolved' => {
  if (upper <= goal) return 'met';
  return lower > goal ? 'missed' : 'not resolved';
};

/** The same for a figure that is to be at least so much. */
export const judgeAtLeast = (
  { interval: [lower, upper] }: MedianEstimate,
  goal: number,
): 'met' | 'missed' | 'not resolved' => {
  if (lower >= goal) return 'met';
  return upper < goal ? 'missed' : 'not resolved';
};
