import type { Uniform } from './random.js';
import { logFactorial } from './special-functions.js';

const logChoose = (n: number, k: number): number =>
  logFactorial(n) - logFactorial(k) - logFactorial(n - k);

/**
 * Draws how many marked items are among those drawn from an urn, by inversion starting at
 * the mode (Devroye, "Non-Uniform Random Variate Generation", 1986, section X.1). It
 * takes about as many steps as the standard deviation, whatever the size of the urn.
 *
 * @param marked - how many are in the urn, with `others`
 * @param drawn - at most as many as there are
 */
export const drawHypergeometric = (
  uniform: Uniform,
  marked: number,
  others: number,
  drawn: number,
): number => {
  const all = marked + others;
  if (marked === 0 || others === 0) return marked === 0 ? 0 : drawn;
  if (drawn === 1) return uniform() * all < marked ? 1 : 0;
  const [least, most] = [Math.max(0, drawn - others), Math.min(marked, drawn)];
  const mode = Math.min(most, Math.floor(((drawn + 1) * (marked + 1)) / (all + 2)));
  const atMode = Math.exp(
    logChoose(marked, mode) + logChoose(others, drawn - mode) - logChoose(all, drawn),
  );
  let rest = uniform() - atMode;
  let [below, above, ofBelow, ofAbove] = [mode, mode, atMode, atMode];
  while (rest >= 0 && (below > least || above < most)) {
    if (above < most) {
      ofAbove *= (marked - above) * (drawn - above);
      above += 1;
      ofAbove /= above * (others - drawn + above);
      rest -= ofAbove;
      if (rest < 0) return above;
    }
    if (below > least) {
      ofBelow *= below * (others - drawn + below);
      below -= 1;
      ofBelow /= (marked - below) * (drawn - below);
      rest -= ofBelow;
      if (rest < 0) return below;
    }
  }
  return mode;
};
