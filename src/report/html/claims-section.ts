import { group } from 'd3-array';
import type { JudgedClaim, JudgedPart } from '../../analysis/claims/judged.js';
import { countHolding, type Verdict } from '../../analysis/claims/verdict.js';
import { subjectKind } from '../../plan/definition.js';
import { anchorOf } from '../safe-names.js';
import { describeRemark, describeStanding } from '../text/p-values.js';
import { describeSubject, shortSubject, statementOf } from '../text/describe.js';
import { dataTable } from './data-table.js';
import { element } from '../dom.js';

/** A verdict. The word says it; the colour only repeats it. */
export const verdictElement = (verdict: Verdict): HTMLElement =>
  element('span', { class: `verdict ${verdict}` }, verdict);

const inShort = ({ subjects }: JudgedClaim): string =>
  subjects
    .map(
      ({ subject, parts, verdict }) =>
        `${shortSubject(subject)}: ${verdict}, ${countHolding(parts)} of ${parts.length} parts hold`,
    )
    .join('; ');

const verdictOn = (subject: string, judged: JudgedPart): HTMLElement => {
  const { verdict, evidence } = judged;
  const remark = describeRemark(judged);
  const end = remark && ` (${remark})`;
  return element('li', {}, `${subject}: ${evidence} `, verdictElement(verdict), end);
};

/** What was measured for a claim, part by part, with the subjects below one another. */
export const evidenceOf = ({ claim, verdict, subjects }: JudgedClaim): HTMLElement => {
  const judged = subjects.flatMap(({ subject, parts }) =>
    parts.map((part) => ({ name: describeSubject(subject), part })),
  );
  const byPart = group(judged, ({ part }) => part.part);
  const items = [...byPart].map(([part, members]) => {
    const lines = members.map(({ name, part: judged }) => verdictOn(name, judged));
    return element('li', {}, statementOf(part), element('ul', {}, ...lines));
  });
  const summary = [`${claim.id} `, verdictElement(verdict), ` ${claim.says}`];
  return element(
    'details',
    {},
    element('summary', {}, ...summary),
    claim.explains === undefined ? undefined : element('p', {}, claim.explains),
    element('ul', {}, ...items),
  );
};

const TITLES = {
  ocaml: 'What the log says of OCaml',
  generator: 'What the documents say of generators',
};

/** What was asked and what was found: every claim with its verdict. */
export const claimsSection = (claims: readonly JudgedClaim[]): HTMLElement => {
  const byKind = group(claims, ({ experiment }) => subjectKind(experiment));
  const tables = [...byKind].map(([kind, members]) =>
    dataTable({
      caption: TITLES[kind],
      stacks: true,
      header: ['id', 'verdict', 'claim', 'it was said', 'by version', 'experiment'],
      rows: members.map((judged) => [
        judged.claim.id,
        verdictElement(judged.verdict),
        judged.claim.says,
        judged.claim.figures,
        inShort(judged) || 'no trials recorded',
        judged.subjects.length === 0
          ? judged.experiment.name
          : element(
              'a',
              { href: `#${anchorOf(judged.experiment.name)}` },
              judged.experiment.name,
            ),
      ]),
    }),
  );
  return element(
    'section',
    { id: 'claims', 'aria-labelledby': 'claims-heading' },
    element('h2', { id: 'claims-heading' }, 'What was asked and found'),
    element(
      'p',
      {},
      'Each claim is judged on each version by rules and thresholds that were committed ' +
        'before the run. The evidence stands with the experiments below. ' +
        describeStanding(claims),
    ),
    ...tables,
  );
};
