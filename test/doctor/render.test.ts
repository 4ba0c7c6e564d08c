import t from 'tap';
import type { Check } from '../../src/doctor/check.js';
import { renderChecks } from '../../src/doctor/render.js';

const long = 'one two three four five six seven '.repeat(6).trim();

const checks: readonly Check[] = [
  { name: 'cc', status: 'ok', found: 'cc 12.2' },
  { name: 'a long name', status: 'warning', found: long, advice: long },
  { name: 'make', status: 'missing', found: 'no\u001b[2Jthing', advice: 'get make' },
];

void t.test('each check has a line, and below it what to do', (t) => {
  const lines = renderChecks(checks).split('\n');
  t.equal(lines[0], '✔ cc           cc 12.2');
  t.equal(lines.at(-3), '✖ make         no\\x1b[2Jthing');
  t.equal(lines.at(-2), '               get make');
  t.equal(lines.at(-1), '');
  t.end();
});

void t.test('no line is wider than 80 columns, none loses a word', (t) => {
  const text = renderChecks(checks);
  for (const line of text.split('\n')) t.ok(line.length <= 80, line);
  t.equal(text.match(/seven/g)?.length, 12);
  t.end();
});

void t.test('the verdict is given when nothing is missing', (t) => {
  t.match(
    renderChecks(checks.slice(0, 2)),
    /\n\nNothing that a run needs is missing\.\n$/,
  );
  t.notMatch(renderChecks(checks), 'Nothing');
  t.end();
});
