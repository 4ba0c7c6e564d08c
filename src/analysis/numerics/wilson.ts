import { ALPHA } from './alpha.js';
import { normalUpperQuantile } from './special-functions.js';

/**
 * The score interval of a share, at 95 % unless told otherwise (Wilson, "Probable
 * Inference, the Law of Succession, and Statistical Inference", JASA 22, 1927).
 *
 * @param hits - out of `n`, which is at least 1
 */
export const wilsonInterval = (
  hits: number,
  n: number,
  alpha = ALPHA,
): readonly [number, number] => {
  const z = normalUpperQuantile(alpha / 2);
  const share = hits / n;
  const centre = share + z ** 2 / (2 * n);
  const spread = z * Math.sqrt((share * (1 - share)) / n + z ** 2 / (4 * n ** 2));
  const scale = 1 + z ** 2 / n;
  return [Math.max(0, (centre - spread) / scale), Math.min(1, (centre + spread) / scale)];
};
