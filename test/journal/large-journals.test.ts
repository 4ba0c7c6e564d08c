import { readFile, writeFile } from 'node:fs/promises';
import { gzipSync } from 'node:zlib';
import { execa } from 'execa';
import t from 'tap';
import { manifestFile, runFolder } from '../../src/journal/layout.js';
import { readRun, type Problem } from '../../src/journal/reader.js';
import { RUN } from '../support/records.js';
import {
  addHole,
  emptyRun,
  line,
  MEBIBYTE,
  writeBomb,
} from '../support/large-journals.js';

const read = async (results: string) => {
  const problems: Problem[] = [];
  const run = await readRun(results, RUN, problems);
  return { trials: run?.trials.map(({ trial }) => trial), problems };
};

await t.test('a line of half a gigabyte is passed over and named', async (t) => {
  const results = t.testdir();
  const file = await emptyRun(results);
  await writeFile(file, line({ trial: 0 }));
  await addHole(file, 600 * MEBIBYTE, `\n${line({ trial: 1 })}`);
  const { trials, problems } = await read(results);
  t.same(trials, [0, 1]);
  t.match(problems, [{ file, line: 2, reason: /longer than 16 MiB/ }]);
  t.equal(problems.length, 1);
});

await t.test('a line may have as much as a trial can say', async (t) => {
  const results = t.testdir();
  const file = await emptyRun(results);
  const [most, more] = [16 * MEBIBYTE + 1, 16 * MEBIBYTE + 2];
  await writeFile(file, `${line({ trial: 0 }, most)}${line({ trial: 1 }, more)}`);
  const { trials, problems } = await read(results);
  t.same(trials, [0]);
  t.match(problems, [{ line: 2 }]);
});

await t.test('a torn last line of half a gigabyte is torn', async (t) => {
  const results = t.testdir();
  const file = await emptyRun(results);
  await writeFile(file, line());
  await addHole(file, 600 * MEBIBYTE);
  t.match(await read(results), {
    trials: [0],
    problems: [{ line: 2, reason: /torn last line/ }],
  });
});

await t.test('letters that fall on two chunks are whole', async (t) => {
  const results = t.testdir();
  const file = await emptyRun(results);
  const message = '€'.repeat(100_000);
  await writeFile(file, line({ outcome: { kind: 'fatal-error', message } }));
  const run = await readRun(results, RUN, []);
  t.ok(run?.trials[0]?.outcome.message === message);
});

await t.test('of a compressed journal no more than its bound is unpacked', async (t) => {
  const results = t.testdir();
  const packed = `${await emptyRun(results)}.gz`;
  await writeBomb(packed, `${line({ trial: 0 })}${line({ trial: 1 })}`, 4096);
  const { trials, problems } = await read(results);
  t.same(trials, [0, 1]);
  t.equal(problems.length, 1);
  t.match(problems, [
    { file: packed, line: 3, reason: /more than 2048 MiB.*gunzip it to have the rest/ },
  ]);
});

const journal = Array.from({ length: 3000 }, (_, trial) =>
  line({ trial, seed: (trial * 7919) % 2 ** 31 }),
);

await t.test('one that is cut short gives what there is', async (t) => {
  const results = t.testdir();
  const packed = `${await emptyRun(results)}.gz`;
  const whole = gzipSync(journal.join(''));
  await writeFile(packed, whole.subarray(0, Math.floor(whole.length / 2)));
  const { trials = [], problems } = await read(results);
  t.ok(trials.length > 1000 && trials.length < 2000, String(trials.length));
  t.match(problems, [{ file: packed, line: trials.length + 1, reason: /cut short/ }]);
  t.equal(problems.length, 1, 'the line that it was cut in is not another');

  await writeFile(packed, whole.subarray(0, -1));
  const last = await read(results);
  t.equal(last.trials?.length, 3000, 'only what tells of damage is cut off');
  t.match(last.problems, [{ line: 3001, reason: /cut short/ }]);
});

await t.test('one that is damaged gives what comes before', async (t) => {
  const results = t.testdir();
  const packed = `${await emptyRun(results)}.gz`;
  const damaged = gzipSync(journal.slice(0, 300).join(''));
  const middle = Math.floor(damaged.length / 2);
  damaged.fill(0xff, middle, middle + 64);
  await writeFile(packed, damaged);
  const { trials = [], problems } = await read(results);
  t.ok(trials.length > 100 && trials.length < 200, String(trials.length));
  t.same(
    trials,
    trials.map((_, index) => index),
    'none twice, though the data are gone through again',
  );
  t.match(problems, [
    { file: packed, line: trials.length + 1, reason: /damaged or cut short/ },
  ]);
  t.equal(problems.length, 1, 'what the damage made of lines is not named as well');

  const sum = gzipSync(journal.join(''));
  sum[sum.length - 8] = (sum.at(-8) ?? 0) ^ 1;
  await writeFile(packed, sum);
  const other = await read(results);
  t.ok((other.trials?.length ?? 0) > 2990, 'a wrong sum loses the last lines at most');
  t.equal(other.problems.length, 1);
});

await t.test('of very many lines that are wrong the first are named', async (t) => {
  const results = t.testdir();
  const file = await emptyRun(results);
  await writeFile(file, `${line()}${'{}\n'.repeat(12_345)}`);
  const { trials, problems } = await read(results);
  t.same(trials, [0]);
  t.equal(problems.length, 101);
  t.match(problems.at(-1), { file, reason: /^12245 more lines like these/ });
});

await t.test('what is no file is not read, nor waited for', async (t) => {
  const results = t.testdir();
  const file = await emptyRun(results);
  await execa('mkfifo', [file]);
  t.match(await read(results), {
    trials: undefined,
    problems: [{ file, reason: 'not a regular file' }],
  });
});

await t.test('a manifest of any size but its own is blamed itself', async (t) => {
  const results = t.testdir();
  await writeFile(await emptyRun(results), line());
  const file = manifestFile(runFolder(results, RUN));
  const text = await readFile(file, 'utf8');
  await writeFile(file, text.padEnd(16 * MEBIBYTE));
  t.same(await read(results), { trials: [0], problems: [] });
  await addHole(file, 1);
  t.match(await read(results), {
    trials: undefined,
    problems: [{ file, reason: /larger than 16 MiB/ }],
  });
});
