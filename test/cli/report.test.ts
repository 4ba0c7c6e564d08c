import { existsSync, readdirSync } from 'node:fs';
import { appendFile, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import t from 'tap';
import { lab } from '../support/cli.js';
import { record, survivor } from '../support/records.js';
import { writeRun } from '../support/results.js';

const TRIALS = [record(), survivor({ trial: 1 })];

await t.test('a page and pictures are made from the records', async (t) => {
  const results = t.testdir();
  writeRun(results, TRIALS);
  const out = path.join(results, 'elsewhere.html');
  const { exitCode, stdout } = await lab(
    'report',
    '--results',
    results,
    '--out',
    out,
    '--json',
  );
  t.equal(exitCode, 0);
  const page = await readFile(out, 'utf8');
  t.match(JSON.parse(stdout), {
    file: out,
    bytes: Buffer.byteLength(page),
    trials: 2,
    pictures: ['opening.svg', 'callback.svg'],
  });
  t.match(page, /^<!doctype html>/);
  t.strictSame(readdirSync(path.join(results, 'plots')).sort(), [
    'callback.svg',
    'opening.svg',
  ]);
});

await t.test('the page goes beside the runs unless told otherwise', async (t) => {
  const results = t.testdir();
  writeRun(results, TRIALS);
  const { stdout, stderr } = await lab('report', '--results', results);
  t.match(stdout, /report\.html: 2 trials, \d+ KiB; 2 pictures in /);
  t.equal(stderr, '');
  const again = await lab('report', '--results', results);
  t.equal(again.stderr, '', 'what it has made is not taken for a run');
});

await t.test('a picture that is not what the records say is stale', async (t) => {
  const results = t.testdir();
  writeRun(results, TRIALS);
  const check = async () => lab('table', '--results', results, '--check');
  await lab('table', '--results', results);
  t.equal((await check()).exitCode, 0);
  const picture = path.join(results, 'plots', 'callback.svg');
  await appendFile(picture, ' ');
  t.match(await check(), { exitCode: 1, stderr: /callback\.svg is stale/ });
  await rm(picture);
  t.match(await check(), { exitCode: 1, stderr: /callback\.svg is stale/ });
  await lab('table', '--results', results);
  const old = path.join(results, 'plots', 'gone.svg');
  await writeFile(old, '<svg/>');
  t.match(await check(), { exitCode: 1, stderr: /gone\.svg is of nothing/ });
  await lab('table', '--results', results);
  t.notOk(existsSync(old));
});

await t.test('a page that is not what the records say is stale', async (t) => {
  const results = t.testdir();
  writeRun(results, TRIALS);
  const check = async () => lab('report', '--results', results, '--check');
  t.match(await check(), { exitCode: 1, stderr: /report\.html is stale/ });
  await lab('report', '--results', results);
  t.match(await check(), { exitCode: 0, stderr: '' });
  await appendFile(path.join(results, 'report.html'), ' ');
  t.match(await check(), { exitCode: 1, stderr: /`preempt-lab report` makes it anew/ });
  await lab('report', '--results', results);
  await rm(path.join(results, 'plots', 'opening.svg'));
  t.match(await check(), { exitCode: 1, stderr: /opening\.svg is stale/ });
});

await t.test('what cannot be made is said', async (t) => {
  const results = t.testdir({ file: '' });
  t.match(await lab('report', '--results', path.join(results, 'none')), {
    exitCode: 2,
    stderr: /no results folder/,
  });
  writeRun(results, TRIALS);
  const out = path.join(results, 'file', 'page.html');
  t.match(await lab('report', '--results', results, '--out', out), {
    exitCode: 4,
    stderr: /page\.html could not be written/,
  });
  const nowhere = path.join(results, 'nowhere', 'page.html');
  t.match(await lab('report', '--results', results, '--out', nowhere), {
    exitCode: 2,
    stderr: /there is no folder .*nowhere/,
  });
});
