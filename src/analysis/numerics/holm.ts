/**
 * Adjusts p-values for the number of tests (Holm, "A Simple Sequentially Rejective
 * Multiple Test Procedure", Scandinavian Journal of Statistics 6, 1979).
 *
 * @returns the adjusted p-values, in the order in which they were given
 */
export const holm = (pValues: readonly number[]): readonly number[] => {
  const adjusted = new Array<number>(pValues.length);
  let largest = 0;
  pValues
    .map((p, index) => ({ p, index }))
    .sort((a, b) => a.p - b.p)
    .forEach(({ p, index }, rank) => {
      largest = Math.max(largest, Math.min(1, p * (pValues.length - rank)));
      adjusted[index] = largest;
    });
  return adjusted;
};
