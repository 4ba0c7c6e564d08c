import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import t from 'tap';
import type { TrialRecord } from '../../src/journal/trial-record.js';
import { completeVariant } from '../../src/plan/variants.js';
import { discoverExperiments, selectExperiments } from '../../src/plan/discover.js';
import { lab } from '../support/cli.js';
import { manifest, record, RUN } from '../support/records.js';

interface ClaimJson {
  readonly id: string;
  readonly verdict: string;
  readonly more: number | null;
  readonly subjects: readonly {
    readonly parts: readonly { readonly sentence: string; readonly verdict: string }[];
  }[];
}

const [threadSignal] = selectExperiments(await discoverExperiments(), ['thread-signal']);
if (!threadSignal) throw new Error('thread-signal is gone');

const trials = (threads: string, from: number): TrialRecord[] =>
  Array.from({ length: 30 }, (_, index) =>
    record({
      trial: from + index,
      experiment: 'thread-signal',
      variant: completeVariant(threadSignal, { threads }),
      rateHz: 1000,
      cap: 50,
      outcome: { kind: 'survived' },
      measurements: { strayReceipts: { unit: 'signals', value: 0 } },
    }),
  );

const writeRun = (results: string, records: readonly TrialRecord[]): void => {
  mkdirSync(path.join(results, RUN));
  const lines = records.map((line) => `${JSON.stringify(line)}\n`).join('');
  writeFileSync(path.join(results, RUN, 'run.json'), JSON.stringify(manifest()));
  writeFileSync(path.join(results, RUN, 'trials.ndjson'), lines);
};

const claim = async (results: string, id: string): Promise<ClaimJson | undefined> => {
  const { stdout, exitCode } = await lab('claims', '--results', results, '--json');
  t.equal(exitCode, 0);
  return (JSON.parse(stdout) as ClaimJson[]).find((judged) => judged.id === id);
};

const all = [...trials('2', 0), ...trials('8', 30), ...trials('32', 60)];

await t.test('an empty results folder leaves every claim undecided', async (t) => {
  const results = t.testdir();
  const { stdout } = await lab('claims', '--results', results, '--json');
  const claims = JSON.parse(stdout) as ClaimJson[];
  t.ok(claims.length >= 3);
  t.ok(claims.every(({ verdict, more }) => verdict === 'undecided' && (more ?? 0) > 0));
});

await t.test('a partial run leaves a claim undecided, a whole one decides', async (t) => {
  const partial = t.testdir();
  writeRun(partial, all.slice(0, 40));
  t.match(await claim(partial, 'A10'), { verdict: 'undecided' });
});

await t.test('the verdict stands with a sentence on each part', async (t) => {
  const results = t.testdir();
  writeRun(results, all);
  const judged = await claim(results, 'A10');
  t.match(judged, { verdict: 'holds', more: null });
  const [part] = judged?.subjects[0]?.parts ?? [];
  t.equal(
    part?.sentence,
    'threads=2: no other thread received a signal: 30 of 30 trials ' +
      '(95 % interval 0.89 to 1.00)',
  );
  const { stdout } = await lab('claims', '--results', results);
  t.match(stdout, /A10 +holds/);
  t.ok(stdout.split('\n').every((text) => text.length <= 80));
});

await t.test('the tables include the verdicts', async (t) => {
  const results = t.testdir();
  writeRun(results, all);
  const { stdout } = await lab('table', '--results', results);
  t.match(stdout, /A10 +holds +5\.3\.0 holds/);
  const page = await lab('table', '--results', results, '--format', 'markdown');
  t.match(page.stdout, /\| A10 .*\| holds: 3 of 3 parts hold +\| \*\*holds\*\* +\|/);
});

await t.test('a folder that is not there is a usage error', async (t) => {
  t.match(await lab('claims', '--results', '/nonexistent'), { exitCode: 2 });
});
