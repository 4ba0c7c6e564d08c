import { readdirSync, readlinkSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import t from 'tap';
import { referenceFile } from '../../src/journal/layout.js';
import { startLab } from '../support/cli.js';
import {
  addHole,
  emptyRun,
  line,
  MEBIBYTE,
  writeBomb,
  writeLines,
} from '../support/large-journals.js';
import { RUN } from '../support/records.js';

/** Runs a command with less memory than the files have that it reads. */
const inLittleMemory = async (...args: readonly string[]) => {
  const env = { NODE_OPTIONS: '--max-old-space-size=160' };
  const { stdout, stderr, exitCode } = await startLab(args, { env });
  return { stdout: String(stdout), stderr: String(stderr), exitCode };
};

const versions = ['5.3.0', '5.4.1'];

/** Lines of a journal of more letters than a string can have. */
function* paddedLines(): Generator<string> {
  for (let trial = 0; trial < 1200; trial += 1) {
    const subject = { kind: 'ocaml' as const, version: versions[trial % 2] ?? '' };
    yield line({ trial, subject, attempts: 1 + (trial % 7) }, MEBIBYTE / 2);
  }
}

await t.test('a journal of 600 MiB is read like any other', async (t) => {
  const results = t.testdir();
  await writeLines(await emptyRun(results), paddedLines());
  const compared = await inLittleMemory(
    ...['compare', 'callback', '--json', '--results', results],
  );
  t.match(compared, { exitCode: 0, stderr: '' });
  t.match(JSON.parse(compared.stdout), {
    comparisons: [{ groups: [{ n: 600 }, { n: 600 }] }],
  });
  const exported = await inLittleMemory(
    'export',
    '--format',
    'csv',
    '--results',
    results,
  );
  t.match(exported, { exitCode: 0, stderr: '' });
  t.equal(exported.stdout.split('\n').length, 1201);
});

await t.test('a compressed journal that unpacks to gigabytes is named', async (t) => {
  const results = t.testdir();
  await writeBomb(`${await emptyRun(results)}.gz`, line(), 4096);
  const { stdout, stderr, exitCode } = await inLittleMemory(
    ...['table', '--json', '--results', results],
  );
  t.equal(exitCode, 0);
  t.match(stderr, /^passed over .*trials\.ndjson\.gz:2: unpacks to more than 2048 MiB/);
  t.notMatch(stderr, /run\.json/);
  t.match(JSON.parse(stdout), [{ trials: 1 }]);
});

await t.test('a list of runs that is no list is refused', async (t) => {
  const results = t.testdir();
  await writeFile(await emptyRun(results), line());
  const reference = referenceFile(results);
  await writeFile(reference, JSON.stringify({ runs: [RUN] }));
  await addHole(reference, 17 * MEBIBYTE);
  t.match(await inLittleMemory('table', '--json', '--results', results), {
    exitCode: 2,
    stderr: /reference\.json: larger than 16 MiB/,
  });
});

const hasOpen = (pid: number, file: string): boolean => {
  const folder = `/proc/${pid}/fd`;
  try {
    return readdirSync(folder).some(
      (name) => readlinkSync(path.join(folder, name)) === file,
    );
  } catch {
    return false;
  }
};

await t.test('reading ends when it is told to', async (t) => {
  const results = t.testdir();
  const file = await emptyRun(results);
  await writeFile(file, line());
  // So long a file that only an interrupt ends the reading of it in time.
  await addHole(file, 2 ** 20 * MEBIBYTE);
  const child = startLab(['claims', '--results', results]);
  while (
    child.pid !== undefined &&
    child.exitCode === null &&
    !hasOpen(child.pid, file)
  ) {
    await sleep(20);
  }
  child.kill('SIGTERM');
  t.match(await child, { exitCode: 130, stderr: /interrupted/ });
});
