import { ALPHA } from '../analysis/alpha.js';
import type { JudgedClaim, JudgedPart } from '../analysis/claims/judged.js';
import { formatP } from './survival/figures.js';
import { formatCount } from './words.js';

/** The tails of approximate intervals are no better than this. */
const LEAST_TOLD = 1e-6;

const formatChance = (p: number): string => (p < LEAST_TOLD ? '<1e-6' : formatP(p));

/** The p of a verdict by itself and among all; nothing for one that no interval gave. */
const describeChances = ({ p, pHolm }: JudgedPart): string =>
  p === undefined || pHolm === undefined
    ? ''
    : `p ${formatChance(p)}, adjusted ${formatChance(pHolm)}`;

/** What is said of a finding after its verdict. */
export const describeRemark = (judged: JudgedPart): string =>
  judged.more === undefined
    ? describeChances(judged)
    : `about ${formatCount(judged.more)} more trials would decide`;

/** How many verdicts stand even if all of them are asked to be right at once. */
export const describeStanding = (claims: readonly JudgedClaim[]): string => {
  const chances = claims
    .flatMap(({ subjects }) => subjects.flatMap(({ parts }) => parts))
    .map(({ pHolm }) => pHolm)
    .filter((pHolm) => pHolm !== undefined);
  if (chances.length === 0) return '';
  const standing = chances.filter((pHolm) => pHolm <= ALPHA).length;
  return (
    'Verdicts go by intervals at 95 %, which miss what they are of about 5 times in 100. ' +
    `${formatCount(chances.length)} were given so; ${formatCount(standing)} of them stand ` +
    'where no more than that is allowed for all verdicts together (Holm). The p of a verdict ' +
    'is the smallest chance of missing at which its intervals still give it; adjusted is the ' +
    'same after Holm.'
  );
};
