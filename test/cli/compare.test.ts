import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import t from 'tap';
import type { TrialRecord } from '../../src/journal/trial-record.js';
import { lab } from '../support/cli.js';
import { manifest, record, RUN, survivor } from '../support/records.js';

const generators = (version: string, hash: string) =>
  record({
    experiment: 'preemptive-generator',
    variant: { way: 'trampoline' },
    subject: { kind: 'generator', version },
    fixtureHash: hash,
  });

const on = (version: string, hash: string, trials: readonly TrialRecord[]) =>
  trials.map((trial) => ({
    ...trial,
    subject: { kind: 'ocaml' as const, version },
    fixtureHash: hash,
  }));

const records = [
  ...on('5.10.0', 'aaaaaaaaaaaaaaaa', [survivor(), survivor(), record({ preempts: 9 })]),
  ...on('5.3.0', 'bbbbbbbbbbbbbbbb', [record({ preempts: 5 }), record({ preempts: 7 })]),
  generators('0.1.0', 'cccccccccccccccc'),
  generators('0.2.0', 'dddddddddddddddd'),
].map((trial, index) => ({ ...trial, trial: index }));

const results = t.testdir();
mkdirSync(path.join(results, RUN));
writeFileSync(path.join(results, RUN, 'run.json'), JSON.stringify(manifest()));
writeFileSync(
  path.join(results, RUN, 'trials.ndjson'),
  records.map((line) => `${JSON.stringify(line)}\n`).join(''),
);

const compare = (...args: string[]) => lab('compare', ...args, '--results', results);

await t.test('versions stand side by side, in their order', async (t) => {
  const { stdout } = await compare('callback', '--by', 'ocaml', '--json');
  t.match(JSON.parse(stdout), [
    {
      experiment: 'callback',
      groups: [
        { name: '5.3.0', trials: 2, failed: 2, survivors: 0, median: 5 },
        {
          name: '5.10.0',
          trials: 3,
          failed: 1,
          survivors: 2,
          median: 3000,
          medianIsLowerBound: true,
          shares: { survived: 2 / 3, crashed: 1 / 3 },
        },
      ],
    },
  ]);
});

await t.test('so do those of the lab, of an experiment about generators', async (t) => {
  const { stdout } = await compare('preemptive-generator', '--json');
  t.match(JSON.parse(stdout), [{ groups: [{ name: '0.1.0' }, { name: '0.2.0' }] }]);
  const { exitCode, stderr } = await compare('preemptive-generator', '--by', 'ocaml');
  t.match({ exitCode, stderr }, { exitCode: 2, stderr: /by one of generator, run, way/ });
});

await t.test('people get a table of 80 columns', async (t) => {
  const { stdout } = await compare('callback');
  t.match(stdout, /5\.3\.0 +2 +2 +crashed 100 % +5 +0/);
  t.match(stdout, /5\.10\.0 +3 +1 +survived 67 %, crashed +≥3,000 +2/);
  t.ok(stdout.split('\n').every((line) => line.length <= 80));
});

await t.test('what cannot be compared is said', async (t) => {
  t.match(await compare('callback', '--by', 'run'), { exitCode: 0, stdout: /No two/ });
  t.match(await compare('callback', '--where', 'handler=allocating'), {
    exitCode: 0,
    stdout: /No two/,
  });
  t.match(await compare('callback', '--by', 'colour'), {
    exitCode: 2,
    stderr: /'colour'/,
  });
  t.match(await compare('callback', '--where', 'task'), {
    exitCode: 2,
    stderr: /--where/,
  });
  t.match(await compare('callback', '--where', 'task=red'), {
    exitCode: 2,
    stderr: /red/,
  });
  t.match(await compare('calback'), { exitCode: 2, stderr: /did you mean 'callback'/ });
});
