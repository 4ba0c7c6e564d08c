/**
 * Adjusts chances for how many tests there were (Holm, "A Simple Sequentially Rejective
 * Multiple Test Procedure", Scandinavian Journal of Statistics 6, 1979).
 *
 * @returns in the order they came in
 */
export const holm = (chances: readonly number[]): readonly number[] => {
  const adjusted = new Array<number>(chances.length);
  let largest = 0;
  chances
    .map((p, index) => ({ p, index }))
    .sort((a, b) => a.p - b.p)
    .forEach(({ p, index }, rank) => {
      largest = Math.max(largest, Math.min(1, p * (chances.length - rank)));
      adjusted[index] = largest;
    });
  return adjusted;
};
