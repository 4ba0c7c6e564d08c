import t from 'tap';
import { summariseCells } from '../../src/analysis/trials/cell-summary.js';
import { discoverExperiments } from '../../src/plan/discover.js';
import { cellTables } from '../../src/report/cell-table.js';
import { renderTerminal } from '../../src/report/text/cells.js';
import { printable } from '../../src/printable.js';
import { cellsOf, record, survivor } from '../support/records.js';

const trials = [
  record({ variant: { handler: 'allocating', task: 'loop' } }),
  survivor({ variant: { handler: 'plain', task: 'loop' } }),
  survivor({ variant: { handler: 'plain', task: 'loop' }, rateHz: 1000 }),
  record({ variant: { unknown: 'knob' } }),
  record({ experiment: 'forgotten', variant: { a: 'b' } }),
];
const summaries = summariseCells(cellsOf(trials));
const tables = cellTables(summaries, await discoverExperiments());

await t.test('one table per setting, variants by their difference', (t) => {
  t.same(
    tables.map(({ experiment, rows }) => [experiment, rows.map(([variant]) => variant)]),
    [
      ['callback', ['handler=allocating', 'default', 'unknown=knob']],
      ['callback', ['default']],
      ['forgotten', ['a=b']],
    ],
  );
  t.end();
});

await t.test('a terminal table keeps to 80 columns', (t) => {
  for (const table of tables) {
    const widest = Math.max(
      ...renderTerminal(table)
        .split('\n')
        .map((line) => line.length),
    );
    t.ok(widest <= 80, String(widest));
  }
  t.end();
});

await t.test('what a survivor set is marked, what a failure set is not', (t) => {
  const [failed, survived] = tables[0]?.rows ?? [];
  t.same(failed?.slice(1), ['1', 'crashed 1', '9', '9', '9', '9', '9', '0', '']);
  t.same(survived?.slice(3), ['≥3,000', '≥3,000', '≥3,000', '≥3,000', '≥3,000', '1', '']);
  t.end();
});

await t.test('control characters are shown, not obeyed', (t) => {
  t.equal(printable('a\u001b[2J\u0007\u009bé\n'), 'a\\x1b[2J\\x07\\x9bé\\x0a');
  t.end();
});
