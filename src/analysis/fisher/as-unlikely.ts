import { sum } from 'd3-array';
import { logFactorial } from '../numerics/special-functions.js';
import { logFactorialOf, logFactorials, type Counts } from './contingency.js';

const MOST_WORK = 10_000_000;

/** The ways to fill a column so that no row gets more than it has left. */
function* fillings(total: number, left: Counts): Generator<Counts> {
  const [first, ...rest] = left;
  if (first === undefined) {
    if (total === 0) yield [];
    return;
  }
  const others = sum(rest);
  for (let own = Math.max(0, total - others); own <= Math.min(first, total); own += 1) {
    for (const filling of fillings(total - own, rest)) yield [own, ...filling];
  }
}

/** Sums that differ by less are of the same cells in another order. */
const rounded = (logSum: number): number => Math.round(logSum * 1e9) / 1e9;

/** The probability of a table is that of its margins over the factorials of its cells. These
 * bounds are of the logarithms of the latter, for all tables with the same margins. */
interface Bounds {
  readonly least: number;
  readonly most: number;
  /** Of the sum of the inverse products, over all these tables. */
  readonly logTotal: number;
}

/** The logarithm of the factorial is convex: the sum over a row is least when all of its
 * cells are alike, and most when one has everything. */
const leastOf = (margins: Counts, cells: number): number =>
  sum(margins, (margin) => cells * logFactorial(margin / cells));

const boundsOf = (rows: Counts, columns: Counts): Bounds => {
  const [byRow, byColumn] = [logFactorials(rows), logFactorials(columns)];
  return {
    least: Math.max(leastOf(rows, columns.length), leastOf(columns, rows.length)),
    most: Math.min(byRow, byColumn),
    logTotal: logFactorialOf(sum(rows)) - byRow - byColumn,
  };
};

/** Some columns filled: what is left of the rows, and all ways to get there. */
interface Node {
  readonly left: Counts;
  readonly bounds: Bounds;
  /** How many, by the logarithm of the factorials of their cells. */
  readonly ways: Map<number, number>;
}

export class TooManyTables extends Error {}

/** Goes through the tables that are no likelier than one with such cells. */
class Walk {
  /** The probability of those found so far. */
  probability = 0;
  private work = 0;

  /**
   * @param observed - the logarithm of the factorials of its cells
   * @param logTotal - of all tables
   */
  constructor(
    private readonly observed: number,
    private readonly logTotal: number,
  ) {}

  /** Takes ways to a node along, unless all of what follows is decided. */
  private arrive({ bounds, ways }: Node, cells: number, count: number): void {
    if (cells + bounds.most < this.observed) return;
    if (cells + bounds.least >= this.observed) {
      this.probability += count * Math.exp(bounds.logTotal - cells - this.logTotal);
      return;
    }
    const key = rounded(cells);
    ways.set(key, (ways.get(key) ?? 0) + count);
  }

  /** Goes on from all nodes by one column. Rows that are left with the same are alike, so
   * that their order does not matter. */
  fill(nodes: readonly Node[], column: number, further: Counts): readonly Node[] {
    const filled = new Map<string, Node>();
    for (const { left, ways } of nodes) {
      for (const filling of fillings(column, left)) {
        const rest = left.map((n, row) => n - (filling[row] ?? 0)).sort((a, b) => a - b);
        const key = rest.join();
        const node = filled.get(key) ?? {
          left: rest,
          bounds: boundsOf(rest, further),
          ways: new Map<number, number>(),
        };
        filled.set(key, node);
        const own = logFactorials(filling);
        ways.forEach((count, before) => {
          this.arrive(node, before + own, count);
        });
        this.work += 1 + ways.size;
        if (this.work > MOST_WORK) throw new TooManyTables();
      }
    }
    return [...filled.values()].filter(({ ways }) => ways.size > 0);
  }
}

/**
 * The probability of the tables with the same margins that are no likelier than one (after Mehta
 * and Patel, "A Network Algorithm for Performing Fisher's Exact Test", JASA 78, 1983): they
 * are gone through column by column, ways that come to the same taken together, and left
 * as soon as it is certain of all that follow whether they count.
 *
 * @param observed - the logarithm of the factorials of that one's cells
 * @throws TooManyTables when it would take longer than a second or two
 */
export const probabilityOfAsUnlikely = (
  rows: Counts,
  columns: Counts,
  observed: number,
): number => {
  const left = [...rows].sort((a, b) => a - b);
  const bounds = boundsOf(left, columns);
  const walk = new Walk(observed, bounds.logTotal);
  let nodes: readonly Node[] = [{ left, bounds, ways: new Map([[0, 1]]) }];
  // Of the last column nothing is open any more.
  for (let filled = 1; filled < columns.length; filled += 1) {
    nodes = walk.fill(nodes, columns[filled - 1] ?? 0, columns.slice(filled));
  }
  return Math.min(1, walk.probability);
};
