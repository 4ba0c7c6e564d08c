import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import t from 'tap';
import { lab } from '../support/cli.js';
import type { Manifest } from '../../src/journal/manifest.js';
import { manifest, record, RUN, survivor } from '../support/records.js';
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

/** Writes a run whose manifest, as JSON, is changed. */
const runWith = (folder: string, change: (usual: Manifest) => object): void => {
  writeRun(folder, [record(), survivor()], RUN);
  const changed = change(manifest({ endedAt: null }));
  writeFileSync(path.join(folder, RUN, 'run.json'), JSON.stringify(changed));
};

const planned = (fields: object, cell: object = {}) => {
  const { experiment, variant, subject, driver, rateHz, cap } = record();
  const own = { experiment, variant, subject, driver, rateHz, cap, ...cell };
  return { plan: [{ cell: own, trials: 10, fixtureHash: 'feed', ...fields }] };
};

const manyKnobs = Object.fromEntries(
  Array.from({ length: 60_000 }, (_, n) => [`knob${n}`, 'on']),
);

const BEYOND: Readonly<Record<string, object>> = {
  'a rate below 1 Hz': planned({}, { rateHz: 0.5 }),
  'a rate above what is asked for': planned({}, { rateHz: 2e9 }),
  'a cap of nothing': planned({}, { cap: 0 }),
  'a cap beyond all': planned({}, { cap: 2e9 }),
  'too many trials': planned({ trials: 2e7 }),
  'trials beyond counting': planned({ trials: 9e15 }),
  'too many knobs': planned({}, { variant: manyKnobs }),
  'no jobs': { jobs: 0 },
  'too many jobs': { jobs: 2e9 },
  'a seed that C does not hold': { seed: 2 ** 50 },
  'time without end': { limits: { ...manifest().limits, wallS: 1e12 } },
  'another name': { run: '20260102T030405Z-callback-9999' },
  'a name that leaves the folder': { run: '../escaped/deep' },
};

for (const [what, fields] of Object.entries(BEYOND)) {
  await t.test(`a manifest with ${what} is no run`, async (t) => {
    const folder = path.join(t.testdir({ results: {} }), 'results');
    runWith(folder, (usual) => ({ ...usual, ...fields }));
    const table = await lab('table', '--results', folder, '--format', 'csv');
    t.match(table, { exitCode: 0, stderr: /^passed over [^\n]*run\.json: [^\n]+$/ });
    const resumed = await lab('run', '--resume', RUN, '--results', folder);
    t.match(resumed, { exitCode: 2, stderr: /preempt-lab: no run '/ });
    t.same(readdirSync(path.dirname(folder)), ['results'], 'nothing is made beside it');
  });
}

await t.test('errors and warnings say foreign text without its escapes', async (t) => {
  const folder = path.join(t.testdir({ results: {} }), 'results');
  const escapes = '\u001b[31m\u009b2J\u202e';
  runWith(folder, (usual) => ({
    ...usual,
    ...planned({ fixtureHash: escapes }, { experiment: escapes }),
  }));
  mkdirSync(path.join(folder, `not a run ${escapes}`));
  const trials = [
    record({ fixtureHash: escapes }),
    record({ trial: 1, experiment: escapes }),
  ];
  writeFileSync(
    path.join(folder, RUN, 'trials.ndjson'),
    trials.map((line) => `${JSON.stringify(line)}\n`).join(''),
  );
  for (const command of [
    ['run', '--resume', RUN],
    ['replay', RUN, '0'],
    ['replay', RUN, '1'],
    ['table', '--format', 'csv'],
    ['compare', `callback${escapes}`],
    ['run', `callback${escapes}`],
  ]) {
    const { stdout, stderr } = await lab(...command, '--results', folder);
    t.ok(stderr.length > 0, command.slice(0, 1).join());
    t.notMatch(stdout, HARMFUL, command.slice(0, 1).join());
    t.notMatch(stderr, HARMFUL, command.slice(0, 1).join());
  }
});

await t.test("names may be those that the language's own objects have", async (t) => {
  const folder = path.join(t.testdir({ results: {} }), 'results');
  const names = ['constructor', 'toString', 'hasOwnProperty', 'valueOf'];
  const variant = Object.fromEntries(names.map((name) => [name, 'on']));
  const measurements = Object.fromEntries(
    names.map((name) => [name, { unit: 'ns', value: 1 }]),
  );
  writeRun(folder, [
    record({ variant, measurements }),
    survivor({ variant, trial: 1 }),
    record({ trial: 2, measurements }),
    survivor({ trial: 3 }),
  ]);
  for (const command of [...COMMANDS, ['report']]) {
    const { exitCode, stderr } = await lab(...command, '--results', folder);
    t.equal(exitCode, 0, `${command.join(' ')}: ${stderr}`);
  }
  const set = await lab('run', 'callback', '--set', 'constructor=on');
  t.match(set, { exitCode: 2, stderr: /callback has no knob 'constructor'; it has/ });
});
