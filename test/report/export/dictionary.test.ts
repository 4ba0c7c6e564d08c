import { readFileSync } from 'node:fs';
import path from 'node:path';
import t from 'tap';
import { packageRoot } from '../../../src/paths.js';
import { CELL_COLUMNS } from '../../../src/report/export/cell-columns.js';
import { renderDictionary } from '../../../src/report/export/dictionary.js';
import { TRIAL_COLUMNS } from '../../../src/report/export/trial-columns.js';

const file = path.join(packageRoot, 'schemas', 'data-dictionary.md');
const dictionary = readFileSync(file, 'utf8');

const rows = (section: string): readonly (readonly string[])[] =>
  [...section.matchAll(/^\| `(\w[\w-]*)` +\|(.*)\|$/gm)].map(
    ([, name = '', rest = '']) => [name, ...rest.split('|').map((cell) => cell.trim())],
  );

await t.test('the committed dictionary is that of the code', (t) => {
  t.equal(dictionary, renderDictionary(), 'npm run schemas');
  t.end();
});

await t.test('it has every column, with its type, unit and meaning', (t) => {
  const [, ofTrials = '', ofCells = ''] = dictionary.split(/^## /m);
  for (const [section, columns] of [
    [ofTrials, TRIAL_COLUMNS],
    [ofCells, CELL_COLUMNS],
  ] as const) {
    const named = columns.map(({ name, type, unit = '', about }) => [
      name,
      type,
      unit,
      about.replaceAll('\\', '\\\\'),
    ]);
    t.same(rows(section), named);
    t.equal(new Set(columns.map(({ name }) => name)).size, columns.length, 'once each');
  }
  t.end();
});

await t.test('every column has a meaning, and durations and counts a unit', (t) => {
  for (const { name, about, type, unit } of [...TRIAL_COLUMNS, ...CELL_COLUMNS]) {
    t.ok(about.length > 3, name);
    t.equal(type === 'number' && !unit, false, name);
    t.notMatch(about, /\|/, name);
  }
  t.end();
});
