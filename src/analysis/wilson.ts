import { Z_95 as Z } from './special-functions.js';

/**
 * The 95 % score interval of a share (Wilson, "Probable Inference, the Law of
 * Succession, and Statistical Inference", JASA 22, 1927).
 *
 * @param hits - of `n`, which is at least 1
 */
export const wilsonInterval = (hits: number, n: number): readonly [number, number] => {
  const share = hits / n;
  const centre = share + Z ** 2 / (2 * n);
  const spread = Z * Math.sqrt((share * (1 - share)) / n + Z ** 2 / (4 * n ** 2));
  const scale = 1 + Z ** 2 / n;
  return [Math.max(0, (centre - spread) / scale), Math.min(1, (centre + spread) / scale)];
};
