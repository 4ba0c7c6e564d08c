import { uniformFrom } from '../numerics/random.js';
import { logFactorials, type Counts } from './contingency.js';

const SEED = 20_260_101;

/** Deals outcomes to groups, one row each; the last group gets what is left. */
const deal = (
  outcomes: Int32Array,
  rows: Counts,
  kinds: number,
  uniform: () => number,
): number => {
  let [cells, next] = [0, outcomes.length];
  for (const size of rows) {
    const row = new Array<number>(kinds).fill(0);
    for (let dealt = 0; dealt < size; dealt += 1) {
      const at = Math.floor(uniform() * next);
      next -= 1;
      const outcome = outcomes[at] ?? 0;
      outcomes[at] = outcomes[next] ?? 0;
      outcomes[next] = outcome;
      row[outcome] = (row[outcome] ?? 0) + 1;
    }
    cells += logFactorials(row);
  }
  return cells;
};

/**
 * The same probability, estimated from tables drawn at random from a seed. Each draw
 * deals the outcomes out to the groups anew. The observed table counts as drawn too, so
 * that the estimate is never 0 (Davison and Hinkley, "Bootstrap Methods and their
 * Application", section 4.2).
 */
export const drawnProbability = (
  rows: Counts,
  columns: Counts,
  observed: number,
  draws: number,
): number => {
  const uniform = uniformFrom(SEED);
  const outcomes = Int32Array.from(
    columns.flatMap((total, outcome) => new Array<number>(total).fill(outcome)),
  );
  let asUnlikely = 0;
  for (let draw = 0; draw < draws; draw += 1) {
    if (deal(outcomes, rows, columns.length, uniform) >= observed) asUnlikely += 1;
  }
  return (1 + asUnlikely) / (1 + draws);
};
