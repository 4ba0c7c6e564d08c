import type { Uniform } from '../numerics/random.js';
import { forEachRow, type LifeTable } from './life-table.js';

/**
 * When trials would have been censored had they not failed: the distribution of Kaplan and
 * Meier with the roles exchanged, failures before what is censored at the same time. With
 * one cap for all it is that cap.
 *
 * @returns draws from it; infinity where the longest trial failed, so that nothing is known
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
