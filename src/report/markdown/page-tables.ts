import { group } from 'd3-array';
import { markdownTable } from 'markdown-table';
import type { CellSummary } from '../../analysis/trials/cell-summary.js';
import type { JudgedClaim } from '../../analysis/claims/judged.js';
import { countHolding } from '../../analysis/claims/verdict.js';
import type { Findings } from '../../analysis/findings.js';
import type { SurvivalSummary } from '../../analysis/trials/survival-summary.js';
import { subjectKind, type Experiment } from '../../plan/definition.js';
import { cellTables } from '../cell-table.js';
import { subjectsOf } from './claims.js';
import { markdownText, renderRows } from './cells.js';
import { survivalRow } from './survival.js';
import { shortSubject } from '../text/describe.js';

/** A table without the blanks that align columns, which keeps pages of text narrow. */
const compact = (
  rows: readonly (readonly string[])[],
  align: readonly ('l' | 'r')[],
): string => `${markdownTable(rows, { align, alignDelimiters: false })}\n`;

const HEADER = [
  ...['A task is preempted', 'trials', 'failed', 'preempts'],
  ...['median', 'most', 'safepoints'],
];

const survivalTable = (rows: readonly SurvivalSummary[]): string =>
  compact([HEADER, ...rows.map(survivalRow)], ['l', 'r', 'r', 'r', 'r', 'r', 'r']);

/**
 * How many of a claim's parts hold on a subject, for each build of the fixture: `5/6`.
 */
const partsOn = ({ subjects }: JudgedClaim, wanted: string): string =>
  subjects
    .filter(({ subject }) => shortSubject(subject) === wanted)
    .map(({ parts }) => `${countHolding(parts)}/${parts.length}`)
    .join(', ');

const claimTable = (claims: readonly JudgedClaim[]): string => {
  const names = subjectsOf(claims);
  const rows = claims.map((judged) => [
    judged.claim.id,
    judged.claim.title,
    ...names.map((name) => partsOn(judged, name)),
  ]);
  return compact(
    [['', 'Claim', ...names.map(markdownText)], ...rows],
    ['l', 'l', ...names.map(() => 'r' as const)],
  );
};

/** A table for each kind of subject. */
const claimTables = (claims: readonly JudgedClaim[]): string =>
  [...group(claims, ({ experiment }) => subjectKind(experiment)).values()]
    .map(claimTable)
    .join('\n');

const isOfCallback = ({ cell }: CellSummary): boolean =>
  cell.experiment === 'callback' &&
  cell.subject.version === '5.3.0' &&
  cell.driver === 'external' &&
  cell.rateHz === 10_000 &&
  cell.cap === 3_000;

/** The variants of `callback` on one version, driven alike. */
const callbackTable = (
  summaries: readonly CellSummary[],
  experiments: readonly Experiment[],
): string => {
  const tables = cellTables(summaries.filter(isOfCallback), experiments);
  return tables.map(renderRows).join('\n');
};

/** The tables that the project's own pages show, by the names of their places there. */
export const pageTables = ({
  claims,
  survival,
  experiments,
  found,
}: Findings): ReadonlyMap<string, string> => {
  const summaries = found.flatMap((each) => each.summaries);
  return new Map([
    ['survival', survivalTable(survival)],
    ['claims', claimTables(claims)],
    ['callback', callbackTable(summaries, experiments)],
  ]);
};

/**
 * Puts tables into their places in a page: between `<!-- name -->` and
 * `<!-- end of name -->`, each in a line of its own.
 */
export const fillPlaces = (page: string, tables: ReadonlyMap<string, string>): string =>
  page.replace(
    /^(<!-- ([a-z]+) -->\n)[^]*?^(?=<!-- end of \2 -->$)/gm,
    (place: string, start: string, name: string) => {
      const table = tables.get(name);
      return table === undefined ? place : `${start}\n${table}\n`;
    },
  );
