import { readFile } from 'node:fs/promises';
import path from 'node:path';
import t from 'tap';
import { lab } from '../support/cli.js';
import { record, survivor } from '../support/records.js';
import { writeRun } from '../support/results.js';

const EVIL = '\u001b[2J\u009b31m\u202e<img src=x>|\n';

/** Of a lab that means harm, or of a fixture that writes into what it measures. */
const evil = {
  variant: { handler: EVIL },
  outcome: { kind: 'fatal-error' as const, message: EVIL },
  measurements: { [EVIL]: { unit: EVIL, value: 1 } },
};
const on = (version: string) => ({
  kind: 'ocaml' as const,
  version: `${version}${EVIL}`,
});

const results = t.testdir();
writeRun(results, [
  record({ ...evil, subject: on('5.3.0') }),
  survivor({ ...evil, trial: 1, subject: on('5.3.0') }),
  record({ ...evil, trial: 2, subject: on('5.4.1') }),
]);

/** Controls, and what turns the order of letters; lines may end. */
const HARMFUL = /[\p{Bidi_Control}\u2028\u2029]|[^\P{Cc}\n]/u;

const COMMANDS = [
  ['table'],
  ['table', '--format', 'markdown'],
  ['table', '--format', 'csv'],
  ['table', '--format', 'json'],
  ['compare', 'callback'],
  ['compare', 'callback', '--by', 'handler'],
  ['compare', 'callback', '--json'],
  ['claims'],
  ['export', '--format', 'csv'],
  ['export', '--format', 'json'],
];

for (const command of COMMANDS) {
  await t.test(`nothing of records gets through ${command.join(' ')}`, async (t) => {
    const { stdout, stderr, exitCode } = await lab(...command, '--results', results);
    t.equal(exitCode, 0, stderr);
    t.ok(stdout.length > 0);
    t.notMatch(stdout, HARMFUL);
    t.notMatch(stderr, HARMFUL);
  });
}

await t.test('nor into the files that are made', async (t) => {
  await lab('table', '--results', results);
  await lab('report', '--results', results);
  for (const name of ['README.md', path.join('experiments', 'callback.md')]) {
    const page = await readFile(path.join(results, name), 'utf8');
    t.notMatch(page, HARMFUL, name);
    t.notMatch(page.replaceAll(/`[^`\n]*`/g, ''), /<img/, 'but in code, which is text');
  }
  const html = await readFile(path.join(results, 'report.html'), 'utf8');
  t.notMatch(html, HARMFUL);
  t.notMatch(html.replace(/<script type="application\/json"[^]*?<\/script>/, ''), /<img/);
});
