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

/** Sums that differ by less than this come from the same cells in another order. */
const rounded = (logSum: number): number => Math.round(logSum * 1e9) / 1e9;

/**
 * The probability of a table is a constant of its margins divided by the product of the
 * factorials of its cells. These are bounds on the logarithm of that product, for all
 * tables with the same margins.
 */
interface Bounds {
  readonly least: number;
  readonly most: number;
  /** The logarithm of the sum of the inverse products over all these tables. */
  readonly logTotal: number;
}

/**
 * The logarithm of the factorial is convex: the sum over a row is smallest when all its
 * cells are equal, and largest when one cell has everything.
 */
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

/**
 * A state with some columns filled: what is left of the rows, and all ways to get there.
 */
interface Node {
  readonly left: Counts;
  readonly bounds: Bounds;
  /**
   * The number of ways, by the logarithm of the product of the factorials of their cells.
   */
  readonly ways: Map<number, number>;
}

export class TooManyTables extends Error {}

/** Visits the tables that are no likelier than the observed one. */
class Walk {
  /** The probability of the tables found so far. */
  probability = 0;
  private work = 0;

  /**
   * @param observed - the logarithm of the factorials of the observed table's cells
   * @param logTotal - as in the bounds, of all tables
   */
  constructor(
    private readonly observed: number,
    private readonly logTotal: number,
  ) {}

  /**
   * Adds ways to a node, unless it is decided whether all the tables that follow count.
   */
  private arrive({ bounds, ways }: Node, cells: number, count: number): void {
    if (cells + bounds.most < this.observed) return;
    if (cells + bounds.least >= this.observed) {
      this.probability += count * Math.exp(bounds.logTotal - cells - this.logTotal);
      return;
    }
    const key = rounded(cells);
    ways.set(key, (ways.get(key) ?? 0) + count);
  }

  /**
   * Fills one more column from all nodes. Rows with the same number left are alike, so
   * their order does not matter.
   */
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
 * The probability of the tables with the same margins that are no likelier than the
 * observed one (after Mehta and Patel, "A Network Algorithm for Performing Fisher's Exact
 * Test", JASA 78, 1983). The tables are visited column by column, and ways that lead to
 * the same node are combined. A node is left as soon as it is certain for all tables that
 * follow whether they count.
 *
 * @param observed - the logarithm of the factorials of the observed table's cells
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
  // The last column leaves nothing open.
  for (let filled = 1; filled < columns.length; filled += 1) {
    nodes = walk.fill(nodes, columns[filled - 1] ?? 0, columns.slice(filled));
  }
  return Math.min(1, walk.probability);
};
