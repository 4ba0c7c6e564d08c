import { mean, sum } from 'd3-array';

/** The slope of the line through points that fits best by least squares. */
export const slopeOf = (points: readonly { x: number; y: number }[]): number => {
  const meanX = mean(points, ({ x }) => x) ?? NaN;
  const meanY = mean(points, ({ y }) => y) ?? NaN;
  return (
    sum(points, ({ x, y }) => (x - meanX) * (y - meanY)) /
    sum(points, ({ x }) => (x - meanX) ** 2)
  );
};
