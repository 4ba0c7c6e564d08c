import { ALPHA } from '../analysis/alpha.js';
import type { JudgedClaim, JudgedPart } from '../analysis/claims/judged.js';
import { formatP } from './survival/figures.js';
import { formatCount } from './words.js';

/** How sure a verdict is, alone and among all; nothing for one that no interval gave. */
export const describeChances = ({ p, pHolm }: JudgedPart): string =>
  p === undefined || pHolm === undefined
    ? ''
    : `p ${formatP(p)}, adjusted ${formatP(pHolm)}`;

/** How many verdicts are sure even if all of them are asked to be right at once. */
export const describeStanding = (claims: readonly JudgedClaim[]): string => {
  const chances = claims
    .flatMap(({ subjects }) => subjects.flatMap(({ parts }) => parts))
    .map(({ pHolm }) => pHolm)
    .filter((pHolm) => pHolm !== undefined);
  const standing = chances.filter((pHolm) => pHolm <= ALPHA).length;
  return (
    `A verdict by intervals is wrong with a chance of 5 % at most. Of ${formatCount(chances.length)} ` +
    `such verdicts ${formatCount(standing)} stand where the chance that any of them is wrong ` +
    'is to be 5 % (Holm). The p of a verdict is the smallest chance of missing at which the ' +
    'intervals still give it, its adjusted p the same for all of them at once.'
  );
};
