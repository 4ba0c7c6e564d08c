const STEPS = 200;

/** A place, and the value of a function there. */
interface Point {
  readonly at: number;
  readonly value: number;
}

/** Whether the inverse parabola through the three points stays between them. */
const isInterpolable = (a: Point, b: Point, c: Point): boolean => {
  const xi = (a.at - b.at) / (c.at - b.at);
  const phi = (a.value - b.value) / (c.value - b.value);
  return phi ** 2 < xi && (1 - phi) ** 2 < 1 - xi;
};

/** Where the inverse parabola through three points is 0, as a share of the way from `a`
 * to `b`. */
const interpolated = (a: Point, b: Point, c: Point): number =>
  (a.value / (b.value - a.value)) * (c.value / (b.value - c.value)) +
  (((c.at - a.at) / (b.at - a.at)) * (a.value / (c.value - a.value)) * b.value) /
    (c.value - b.value);

/**
 * Where a continuous function is 0 (Chandrupatla, "A new hybrid quadratic/bisection
 * algorithm for finding the zero of a nonlinear function without using derivatives",
 * Advances in Engineering Software 28, 1997). It seldom takes more than ten evaluations.
 *
 * @param low - the function has a different sign here than at `high`
 */
const rootBetween = (f: (x: number) => number, low: number, high: number): number => {
  let b: Point = { at: low, value: f(low) };
  let a: Point = { at: high, value: f(high) };
  let share = 0.5;
  for (let step = 0; step < STEPS; step += 1) {
    const at: number = a.at + share * (b.at - a.at);
    const next: Point = { at, value: f(at) };
    const isSameSign = next.value > 0 === a.value > 0;
    const c = isSameSign ? a : b;
    if (!isSameSign) b = a;
    a = next;
    const best: Point = Math.abs(a.value) < Math.abs(b.value) ? a : b;
    const tolerance =
      (2 * Number.EPSILON * Math.abs(best.at) + Number.MIN_VALUE) / Math.abs(b.at - a.at);
    if (tolerance > 0.5 || best.value === 0) return best.at;
    share = isInterpolable(a, b, c) ? interpolated(a, b, c) : 0.5;
    share = Math.min(1 - tolerance, Math.max(tolerance, share));
  }
  return a.at;
};

/**
 * The same, but first searches from a starting point for a change of sign, in steps that
 * double.
 *
 * @param step - the first step; a negative one searches in the other direction
 * @returns nothing when the sign does not change as far as `reach`
 */
export const rootBeyond = (
  f: (x: number) => number,
  from: number,
  step: number,
  reach: number,
): number | undefined => {
  const isPositive = f(from) > 0;
  let near = from;
  for (let ahead = step; Math.abs(ahead) <= reach; ahead *= 2) {
    const far = from + ahead;
    if (f(far) > 0 !== isPositive) return rootBetween(f, near, far);
    near = far;
  }
  return undefined;
};
