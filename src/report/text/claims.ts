import chalk, { type ChalkInstance } from 'chalk';
import type {
  JudgedClaim,
  JudgedPart,
  JudgedSubject,
} from '../../analysis/claims/judged.js';
import type { Verdict } from '../../analysis/claims/verdict.js';
import { describeRemark, describeStanding } from './p-values.js';
import { wrapText } from './wrap.js';
import { describeSubject, shortSubject, statementOf } from './describe.js';
import { formatCount } from './format.js';

const COLOURS: Readonly<Record<Verdict, ChalkInstance>> = {
  holds: chalk.green,
  refuted: chalk.red,
  qualified: chalk.yellow,
  undecided: chalk.dim,
};
const WIDEST_VERDICT = 'undecided'.length;

/** A verdict, coloured by what it is. */
export const colouredVerdict = (verdict: Verdict): string => COLOURS[verdict](verdict);

const moreOf = (more: number | undefined): string =>
  more === undefined ? '' : `; about ${formatCount(more)} more would decide`;

const partLines = (judged: JudgedPart): string => {
  const { part, verdict, evidence } = judged;
  const gap = ' '.repeat(WIDEST_VERDICT - verdict.length);
  const remark = describeRemark(judged);
  const text = `${statementOf(part)}: ${evidence}${remark && `; ${remark}`}`;
  return `    ${colouredVerdict(verdict)}${gap}  ${wrapText(text, 15)}\n`;
};

const subjectLines = ({ subject, verdict, parts }: JudgedSubject): string =>
  `  ${describeSubject(subject)}: ${colouredVerdict(verdict)}\n${parts.map(partLines).join('')}`;

const headOf = ({ claim, experiment, verdict }: JudgedClaim): string =>
  `${chalk.bold(claim.id)}  ${colouredVerdict(verdict)}  (${experiment.name})\n`;

/** Each claim with what was measured for it, for a terminal. */
export const renderClaims = (claims: readonly JudgedClaim[]): string => {
  const texts = claims.map((judged) => {
    const { says, figures } = judged.claim;
    const text = `${says}${figures && ` (${figures})`}.`;
    const subjects = judged.subjects.map(subjectLines).join('');
    const none = `  no trials recorded${moreOf(judged.more)} (of each cell)\n`;
    return `${headOf(judged)}  ${wrapText(text, 2)}\n${subjects || none}`;
  });
  return `${texts.join('\n')}\n${chalk.dim(wrapText(describeStanding(claims)))}\n`;
};

/** The verdicts alone, one per line. */
export const renderVerdicts = (claims: readonly JudgedClaim[]): string =>
  claims
    .map(({ claim, verdict, subjects }) => {
      const each = subjects.map(
        ({ subject, verdict: its }) => `${shortSubject(subject)} ${colouredVerdict(its)}`,
      );
      return `${claim.id.padEnd(4)} ${colouredVerdict(verdict)}  ${each.join(', ')}\n`;
    })
    .join('');
