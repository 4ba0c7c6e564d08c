import { group } from 'd3-array';
import { markdownTable } from 'markdown-table';
import type { JudgedClaim, JudgedPart } from '../analysis/claims/judge.js';
import { VERDICTS, type Verdict } from '../analysis/claims/verdict.js';
import type { ClaimPart } from '../plan/claim.js';
import { describeSubject, describeVariant, formatCount, statementOf } from './words.js';

const versionsOf = (claims: readonly JudgedClaim[]): readonly string[] =>
  [
    ...new Set(
      claims.flatMap(({ subjects }) => subjects.map(({ subject }) => subject.version)),
    ),
  ].sort((a, b) => a.localeCompare(b, 'en', { numeric: true }));

/** In short what was measured; the verdict on each part stands with the evidence. */
const measuredOn = ({ subjects }: JudgedClaim, version: string): string =>
  subjects
    .filter(({ subject }) => subject.version === version)
    .map(({ verdict, parts }) => {
      const holding = parts.filter((part) => part.verdict === 'holds').length;
      return `${verdict}: ${holding} of ${parts.length} parts hold`;
    })
    .join(', ');

/** The table of claims: what is said, and the verdict on each version. */
export const renderClaimTable = (claims: readonly JudgedClaim[]): string => {
  const versions = versionsOf(claims);
  const rows = claims.map((judged) => [
    judged.claim.id,
    judged.claim.says,
    judged.claim.figures,
    ...versions.map((version) => measuredOn(judged, version)),
    `**${judged.verdict}**`,
  ]);
  const header = ['', 'claim', 'the log says', ...versions, 'verdict'];
  return `${markdownTable([header, ...rows])}\n`;
};

const findingOf = (version: string, { verdict, evidence, more }: JudgedPart): string =>
  `  - ${version}: ${evidence}: _${verdict}_` +
  (more === undefined ? '' : ` (about ${formatCount(more)} more trials would decide)`);

/** What was measured of a claim, part by part, the versions side by side. */
export const renderEvidence = ({ claim, verdict, subjects }: JudgedClaim): string => {
  const findings = subjects.flatMap(({ subject, parts }) =>
    parts.map((part) => ({ version: describeSubject(subject), part })),
  );
  const byPart = group(findings, ({ part }) => part.part);
  const lines = [...byPart].flatMap(([part, members]) => [
    `- ${statementOf(part)}`,
    ...members.map(({ version, part: judged }) => findingOf(version, judged)),
  ]);
  const figures = claim.figures && ` (${claim.figures})`;
  const explained = claim.explains === undefined ? '' : `${claim.explains}\n\n`;
  return (
    `${claim.id}, **${verdict}**: ${claim.says}${figures}.\n\n` +
    `${explained}${lines.join('\n')}\n`
  );
};

/** The subjects on which a part got a verdict, as in "5.1.0 and 5.3.0". */
const versionsWhere = (
  { subjects }: JudgedClaim,
  part: ClaimPart,
  wanted: Verdict,
): readonly string[] =>
  subjects
    .filter(({ parts }) =>
      parts.some((judged) => judged.part === part && judged.verdict === wanted),
    )
    .map(({ subject }) => subject.version);

const WORDS: Readonly<Record<Verdict, string>> = {
  holds: 'It works',
  refuted: 'It fails',
  qualified: 'It works in some trials and fails in others',
  undecided: 'It is not decided',
};

const listed = new Intl.ListFormat('en');

/** One sentence for all parts that have a verdict, each with the versions it is for. */
const sentenceFor = (judged: JudgedClaim, verdict: Verdict): string => {
  const everywhere = judged.subjects.length;
  const cells = judged.claim.parts
    .map((part) => ({ part, versions: versionsWhere(judged, part, verdict) }))
    .filter(({ versions }) => versions.length > 0)
    .map(({ part: { cell }, versions }) => {
      const where = versions.length < everywhere ? ` (${listed.format(versions)})` : '';
      return `\`${describeVariant(cell, undefined)}\`${where}`;
    });
  return cells.length === 0 ? '' : ` ${WORDS[verdict]} with ${listed.format(cells)}.`;
};

/** What the documents only asked, answered in words from the verdicts on its parts. */
export const renderUntried = (claims: readonly JudgedClaim[]): string =>
  claims
    .filter(({ claim }) => claim.untried)
    .map((judged) => {
      const { id, says, explains } = judged.claim;
      const sentences = VERDICTS.map((verdict) => sentenceFor(judged, verdict)).join('');
      return `**${id}.** ${says}:${sentences || ' no trials.'} ${explains ?? ''}\n`;
    })
    .join('\n');
