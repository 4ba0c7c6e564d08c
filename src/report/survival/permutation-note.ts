import type { SurvivalAnalysis } from '../../analysis/lifetimes/analyse.js';

const NOTE =
  'Where fewer than 5 failures are expected in more than a fifth of the groups, or fewer ' +
  'than 1 in any (Cochran), chi-square is not near enough: p is by permutation (Heller and ' +
  'Venkatraman), marked * of pairs, which takes groups for censored alike.';

/** Explains p-values that are by permutation; empty where none is. */
export const permutationNote = ({ logRank, pairwise }: SurvivalAnalysis): string =>
  [logRank, ...pairwise].some((test) => test?.permuted) ? NOTE : '';
