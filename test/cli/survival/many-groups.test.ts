import { writeFileSync } from 'node:fs';
import path from 'node:path';
import t from 'tap';
import { startLab } from '../../support/cli.js';
import { analyse } from './csv-file.js';

const folder = t.testdir();

const linesOf = (groups: number, each: number): readonly string[] => [
  'group,time,event',
  ...Array.from(
    { length: groups * each },
    (_, row) =>
      `g${row % groups},${((row * 7919) % 9973) + 0.5},${row % 3 === 0 ? 0 : 1}`,
  ),
];

await t.test('too many groups are refused, with what to do', async (t) => {
  const lines = linesOf(20_000, 2);
  t.match(await analyse(folder, 'many.csv', lines, '--by', 'group'), {
    exitCode: 2,
    stdout: '',
    stderr: /:1002 'group' has more than 1,000 groups.*--by names a column with fewer/,
  });
});

await t.test('pairs of too many groups are not tested, and it is said', async (t) => {
  const { stdout } = await analyse(folder, 'some.csv', linesOf(201, 9), '--by', 'group');
  t.match(stdout, /Log-rank test of all: chi-square/);
  t.match(stdout, /The pairs of 201 groups or more are not tested/);
});

/** Each pair of these is tested by permutation, which takes seconds. */
const longToTest = (): readonly string[] => [
  'group\ttime\tevent',
  ...Array.from(
    { length: 200 * 12 },
    (_, row) => `g${row % 200}\t${((row * 7919) % 9973) + 0.5}\t${row < 800 ? 1 : 0}`,
  ),
];

for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) {
  await t.test(`${signal} ends it while it computes`, async (t) => {
    const file = path.join(folder, 'long.tsv');
    writeFileSync(file, longToTest().join('\n'));
    const columns = ['--time', 'time', '--event', 'event', '--by', 'group'];
    const lab = startLab(['survival', file, ...columns]);
    // Once it has read the file, it waits for nothing any more.
    lab.stderr?.once('data', () => lab.kill(signal));
    const { exitCode, stderr, stdout } = await lab;
    t.equal(exitCode, 130);
    t.match(String(stderr), /^read long\.tsv: tabs.*\npreempt-lab: interrupted/);
    t.equal(stdout, '');
  });
}
