import { group } from 'd3-array';
import { markdownTable } from 'markdown-table';
import type { JudgedClaim, JudgedPart } from '../../analysis/claims/judged.js';
import { countHolding, VERDICTS, type Verdict } from '../../analysis/claims/verdict.js';
import { naturalOrder } from '../../natural-order.js';
import type { ClaimPart } from '../../plan/claim.js';
import { subjectKind, type SubjectKind } from '../../plan/definition.js';
import { describeRemark } from '../text/p-values.js';
import { markdownText } from './cells.js';
import {
  describeSubject,
  describeVariant,
  shortSubject,
  statementOf,
} from '../text/describe.js';

/** The subjects that claims are judged on, in short and in their order. */
export const subjectsOf = (claims: readonly JudgedClaim[]): readonly string[] =>
  [
    ...new Set(
      claims.flatMap(({ subjects }) =>
        subjects.map(({ subject }) => shortSubject(subject)),
      ),
    ),
  ].sort(naturalOrder);

/** What was measured, in short; the verdict on each part is given with the evidence. */
const measuredOn = ({ subjects }: JudgedClaim, wanted: string): string =>
  subjects
    .filter(({ subject }) => shortSubject(subject) === wanted)
    .map(
      ({ verdict, parts }) =>
        `${verdict}: ${countHolding(parts)} of ${parts.length} parts hold`,
    )
    .join(', ');

/** Who is quoted on a kind of subject. */
const QUOTED: Readonly<Record<SubjectKind, string>> = {
  ocaml: 'the log says',
  generator: 'the documents say',
};

const tableFor = (kind: SubjectKind, claims: readonly JudgedClaim[]): string => {
  const names = subjectsOf(claims);
  const rows = claims.map((judged) => [
    judged.claim.id,
    judged.claim.says,
    judged.claim.figures,
    ...names.map((name) => measuredOn(judged, name)),
    `**${judged.verdict}**`,
  ]);
  const header = ['', 'claim', QUOTED[kind], ...names.map(markdownText), 'verdict'];
  return `${markdownTable([header, ...rows])}\n`;
};

/** What is said, and the verdict on each subject: a table for each kind of subject. */
export const renderClaimTable = (claims: readonly JudgedClaim[]): string =>
  [...group(claims, ({ experiment }) => subjectKind(experiment))]
    .map(([kind, members]) => tableFor(kind, members))
    .join('\n');

const verdictOn = (subject: string, judged: JudgedPart): string => {
  const { verdict, evidence } = judged;
  const remark = describeRemark(judged);
  return `  - ${markdownText(subject)}: ${evidence}: _${verdict}_${remark && ` (${remark})`}`;
};

/** What was measured for a claim, part by part, with the subjects side by side. */
export const renderEvidence = ({ claim, verdict, subjects }: JudgedClaim): string => {
  const judged = subjects.flatMap(({ subject, parts }) =>
    parts.map((part) => ({ name: describeSubject(subject), part })),
  );
  const byPart = group(judged, ({ part }) => part.part);
  const lines = [...byPart].flatMap(([part, members]) => [
    `- ${statementOf(part)}`,
    ...members.map(({ name, part: judged }) => verdictOn(name, judged)),
  ]);
  const figures = claim.figures && ` (${claim.figures})`;
  const explained = claim.explains === undefined ? '' : `${claim.explains}\n\n`;
  return (
    `${claim.id}, **${verdict}**: ${claim.says}${figures}.\n\n` +
    `${explained}${lines.join('\n')}\n`
  );
};

/** The subjects on which a part got a verdict, in short. */
const subjectsWhere = (
  { subjects }: JudgedClaim,
  part: ClaimPart,
  wanted: Verdict,
): readonly string[] =>
  subjects
    .filter(({ parts }) =>
      parts.some((judged) => judged.part === part && judged.verdict === wanted),
    )
    .map(({ subject }) => shortSubject(subject));

const WORDS: Readonly<Record<Verdict, string>> = {
  holds: 'It works',
  refuted: 'It fails',
  qualified: 'It works in some trials and fails in others',
  undecided: 'It is not decided',
};

const listed = new Intl.ListFormat('en');

/**
 * One sentence for all parts that have a verdict, each with the subjects it applies to.
 */
const sentenceFor = (judged: JudgedClaim, verdict: Verdict): string => {
  const everywhere = judged.subjects.length;
  const cells = judged.claim.parts
    .map((part) => ({ part, names: subjectsWhere(judged, part, verdict) }))
    .filter(({ names }) => names.length > 0)
    .map(({ part: { cell }, names }) => {
      const where = names.length < everywhere ? ` (${listed.format(names)})` : '';
      return `\`${describeVariant(cell, undefined)}\`${where}`;
    });
  return cells.length === 0 ? '' : ` ${WORDS[verdict]} with ${listed.format(cells)}.`;
};

/** Answers in words what the documents only asked, from the verdicts on its parts. */
export const renderUntried = (claims: readonly JudgedClaim[]): string =>
  claims
    .filter(({ claim }) => claim.untried)
    .map((judged) => {
      const { id, says, explains } = judged.claim;
      const sentences = VERDICTS.map((verdict) => sentenceFor(judged, verdict)).join('');
      return `**${id}.** ${says}:${sentences || ' no trials.'} ${explains ?? ''}\n`;
    })
    .join('\n');
