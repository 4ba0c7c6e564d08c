import type { Manifest } from '../../journal/manifest.js';

/**
 * The rule by which cells of a run ended, and its effect on their intervals; empty for a
 * run whose number of trials was fixed beforehand.
 */
export const describeStopping = ({ plan }: Manifest): string => {
  const precision = plan.find((entry) => entry.untilPrecision)?.untilPrecision;
  return precision === undefined
    ? ''
    : `A cell ended once the 95 % interval of its median or rate reached no further than ` +
        `${100 * precision} % from it, looked at after 30 trials and every 10 more. Intervals ` +
        'that end a run are a little too narrow: when a cell ends depends on its own trials.';
};
