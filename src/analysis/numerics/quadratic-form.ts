/** A pivot below this share of its original value is due to rounding. */
const NEGLIGIBLE = 1e-10;

/**
 * A vector's square in the metric of a covariance matrix: x' V^-1 x, by elimination
 * without exchanges, which a covariance matrix does not need. Rows that depend on those
 * before them are left out.
 *
 * @returns the square, and the rank of the matrix
 */
export const quadraticForm = (
  covariances: readonly (readonly number[])[],
  vector: readonly number[],
): { readonly value: number; readonly rank: number } => {
  const rows = covariances.map((row, index) => [...row, vector[index] ?? 0]);
  let [value, rank] = [0, 0];
  rows.forEach((row, index) => {
    const pivot = row[index] ?? 0;
    const rest = row.at(-1) ?? 0;
    if (pivot <= NEGLIGIBLE * (covariances[index]?.[index] ?? 0)) return;
    value += rest ** 2 / pivot;
    rank += 1;
    for (const below of rows.slice(index + 1)) {
      const factor = (below[index] ?? 0) / pivot;
      for (let column = index; column < row.length; column += 1) {
        below[column] = (below[column] ?? 0) - factor * (row[column] ?? 0);
      }
    }
  });
  return { value, rank };
};
