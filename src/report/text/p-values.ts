import { ALPHA } from '../../analysis/numerics/alpha.js';
import type { JudgedClaim, JudgedPart } from '../../analysis/claims/judged.js';
import { formatP } from '../survival/figures.js';
import { formatCount } from './format.js';

/** The tails of approximate intervals are not accurate below this. */
const LEAST_TOLD = 1e-6;

const formatPValue = (p: number): string => (p < LEAST_TOLD ? '<1e-6' : formatP(p));

/** A verdict's p-value, raw and adjusted; empty for a verdict that no interval gave. */
const describePValues = ({ p, pHolm }: JudgedPart): string =>
  p === undefined || pHolm === undefined
    ? ''
    : `p = ${formatPValue(p)}, Holm-adjusted ${formatPValue(pHolm)}`;

/** What is said about a part after its verdict. */
export const describeRemark = (judged: JudgedPart): string =>
  judged.more === undefined
    ? describePValues(judged)
    : `about ${formatCount(judged.more)} more trials would decide`;

/** How many verdicts stand even if all of them must be right at once. */
export const describeStanding = (claims: readonly JudgedClaim[]): string => {
  const pValues = claims
    .flatMap(({ subjects }) => subjects.flatMap(({ parts }) => parts))
    .map(({ pHolm }) => pHolm)
    .filter((pHolm) => pHolm !== undefined);
  if (pValues.length === 0) return '';
  const standing = pValues.filter((pHolm) => pHolm <= ALPHA).length;
  return (
    `${formatCount(pValues.length)} verdicts rest on 95 % confidence intervals; ` +
    `${formatCount(standing)} of them remain at a significance level of 5 % for all of them ` +
    "together (Holm). A verdict's p-value is the smallest significance level at which it is " +
    'still reached.'
  );
};
