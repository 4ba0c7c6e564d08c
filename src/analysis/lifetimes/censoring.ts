import type { Uniform } from '../numerics/random.js';
import { forEachRow, type LifeTable } from './life-table.js';

/**
 * The times at which trials would have been censored had they not failed. This is the
 * distribution of Kaplan and Meier with the roles exchanged; failures come before trials
 * censored at the same time. Where all trials have one cap, it is that cap.
 *
 * @returns draws from it; infinity where the longest trial failed, so that nothing is
 *   known
 */
export const censoringOf = (table: LifeTable): ((uniform: Uniform) => number) => {
  const [times, reached]: [number[], number[]] = [[], []];
  let remaining = 1;
  forEachRow(table, (time, atRisk, failed, censored) => {
    if (censored === 0) return;
    remaining *= 1 - censored / (atRisk - failed);
    times.push(time);
    reached.push(1 - remaining);
  });
  return (uniform) => {
    const level = uniform();
    let [below, at] = [-1, times.length];
    while (at - below > 1) {
      const middle = (below + at) >> 1;
      if ((reached[middle] ?? 1) > level) at = middle;
      else below = middle;
    }
    return times[at] ?? Infinity;
  };
};
