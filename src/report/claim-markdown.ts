import { group } from 'd3-array';
import { markdownTable } from 'markdown-table';
import type { JudgedClaim, JudgedPart } from '../analysis/claims/judge.js';
import { describeSubject, formatCount, statementOf } from './words.js';

const versionsOf = (claims: readonly JudgedClaim[]): readonly string[] =>
  [
    ...new Set(
      claims.flatMap(({ subjects }) => subjects.map(({ subject }) => subject.version)),
    ),
  ].sort((a, b) => a.localeCompare(b, 'en', { numeric: true }));

const verdictOn = ({ subjects }: JudgedClaim, version: string): string =>
  subjects
    .filter(({ subject }) => subject.version === version)
    .map(({ verdict }) => verdict)
    .join(', ');

/** The table of claims: what is said, and the verdict on each version. */
export const renderClaimTable = (claims: readonly JudgedClaim[]): string => {
  const versions = versionsOf(claims);
  const rows = claims.map((judged) => [
    judged.claim.id,
    judged.claim.says,
    judged.claim.figures,
    ...versions.map((version) => verdictOn(judged, version)),
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
  return `${claim.id}, **${verdict}**: ${claim.says}${figures}.\n\n${lines.join('\n')}\n`;
};
